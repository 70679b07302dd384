import { PktError } from "@/server/git/pkt-reader";
import { storeFailureKind } from "@/server/hosting/store-failure";
import { StorageError } from "@/server/storage/repo-storage";

/** An answer of a Git remote other than 200. The text is plain: git shows it to the person after `remote:`. */
export class GitHttpError extends Error {
  readonly status: number;
  readonly headers: Record<string, string>;
  constructor(status: number, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.name = "GitHttpError";
    this.status = status;
    this.headers = headers;
  }
}

/** A failure as an answer to git. Null for an unexpected one. */
export function asGitHttpError(error: unknown): GitHttpError | null {
  if (error instanceof GitHttpError) return error;
  if (error instanceof PktError) return new GitHttpError(400, `Malformed request: ${error.message}`);
  if (isDamagedGzip(error)) return new GitHttpError(400, "Malformed request: the gzip body is damaged");
  const storeFailure = storeFailureKind(error);
  if (storeFailure === "full") return new GitHttpError(507, "The disk is full");
  if (storeFailure === "unavailable") {
    return new GitHttpError(503, "The service is busy, try again shortly", { "retry-after": "2" });
  }
  if (!(error instanceof StorageError)) return null;
  switch (error.kind) {
    case "busy":
      return new GitHttpError(503, "The service is busy, try again shortly", { "retry-after": "2" });
    case "missing-repo":
      return new GitHttpError(404, "Repository not found");
    case "disk-full":
      return new GitHttpError(507, "The disk is full");
    case "aborted":
      return new GitHttpError(400, "The request was cut off");
    default:
      // A fault of the request that surfaced below, where its body was read.
      return error.cause === undefined ? null : asGitHttpError(error.cause);
  }
}

function isDamagedGzip(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("Z_");
}
