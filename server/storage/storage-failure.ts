import { GitError, lastGitMessage, saysDiskFull } from "@/server/git/git-error";
import { StorageError } from "./repo-storage";

/** Translates what git or the file system threw into the failure of the seam. */
export function asStorageError(error: unknown): StorageError {
  if (error instanceof StorageError) return error;
  if (error instanceof GitError) return fromGit(error);
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOSPC" || code === "EDQUOT") return diskFull(error);
  return new StorageError("internal", "the storage failed", { cause: error });
}

/** The same for a pack that git did not take: its reason is for the person who pushes. */
export function asPackRefusal(error: unknown, maxSizeBytes: number, privatePath: string): StorageError {
  if (!(error instanceof GitError) || error.kind !== "failed" || saysDiskFull(error.stderr)) {
    return asStorageError(error);
  }
  if (/pack exceeds maximum allowed size/.test(error.stderr)) {
    return new StorageError("too-large", `pack is larger than the limit of ${formatLimit(maxSizeBytes)}`, {
      cause: error,
    });
  }
  const reason = fsckReason(error.stderr) ?? lastGitMessage(error.stderr);
  if (reason === null || reason.includes(privatePath)) {
    return new StorageError("internal", "the pack could not be kept", { cause: error });
  }
  return new StorageError("refused", reason, { cause: error });
}

function fromGit(error: GitError): StorageError {
  if (saysDiskFull(error.stderr)) return diskFull(error);
  switch (error.kind) {
    case "busy":
    case "aborted":
    case "damaged":
      return new StorageError(error.kind, error.message, { cause: error });
    default:
      return new StorageError("internal", error.message, { cause: error });
  }
}

function diskFull(cause: unknown): StorageError {
  return new StorageError("disk-full", "the disk is full", { cause });
}

/** What fsck found, such as `object 1f2e…: treeNotSorted: not properly sorted`. */
function fsckReason(stderr: string): string | null {
  return /object [0-9a-f]{40}: [a-zA-Z]+: [^\r\n]+/.exec(stderr)?.[0] ?? null;
}

function formatLimit(sizeBytes: number): string {
  for (const [unit, factor] of [
    ["GiB", 2 ** 30],
    ["MiB", 2 ** 20],
    ["KiB", 2 ** 10],
  ] as const) {
    if (sizeBytes >= factor) return `${Number((sizeBytes / factor).toFixed(1))} ${unit}`;
  }
  return `${sizeBytes} bytes`;
}
