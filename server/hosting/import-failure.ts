import type { ErrorName } from "@/contract/errors";
import type { ProxyRefusal } from "@/server/import/connect-proxy";
import { RemoteError, StorageError } from "@/server/storage/repo-storage";

/** Why something cannot be imported, in the names of the reference. */
export interface ImportFailureReason {
  kind: ErrorName;
  message: string;
  pointer: string | null;
  /** Unexpected: to be logged whole. */
  isUnexpected: boolean;
}

export function importFailure(
  kind: ErrorName,
  message: string,
  pointer: string | null = null,
): ImportFailureReason {
  return { kind, message, pointer, isUnexpected: false };
}

/** What went wrong while a remote was read. What the proxy refused says more than the broken connection that git saw. */
export function importFailureOf(error: unknown, refusal: ProxyRefusal | null): ImportFailureReason {
  // A full disk and the like are no fault of the remote, whatever became of the connection then.
  const isOwn = error instanceof StorageError && (error.kind === "disk-full" || error.kind === "too-large");
  if (refusal !== null && !isOwn) {
    switch (refusal.kind) {
      case "forbidden":
        return importFailure("INVALID_INPUT", refusal.message, "/url");
      case "unreachable":
        return importFailure("UPSTREAM_UNAVAILABLE", refusal.message, "/url");
      case "too-large":
        return importFailure("MEMORY_LIMIT", refusal.message, "/url");
    }
  }
  if (error instanceof RemoteError) {
    switch (error.kind) {
      case "no-remote":
      case "refused":
        return importFailure("INVALID_URL", error.message, "/url");
      case "no-branch":
        return importFailure("INVALID_INPUT", error.message, "/branch");
      case "not-https":
        return importFailure("INVALID_INPUT", error.message, "/url");
      case "wants-credentials":
        return importFailure("REMOTE_AUTH_REQUIRED", error.message, "/url");
      case "unreachable":
        return importFailure("UPSTREAM_UNAVAILABLE", error.message, "/url");
    }
  }
  if (isOwn) return importFailure("MEMORY_LIMIT", error.message);
  return { ...importFailure("INTERNAL_ERROR", "The import failed"), isUnexpected: true };
}
