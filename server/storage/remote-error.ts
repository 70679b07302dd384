import { GitError, lastGitMessage, saysDiskFull } from "@/server/git/git-error";
import { RemoteError, type StorageError } from "./repo-storage";
import { asPackRefusal, asStorageError } from "./storage-failure";

/** Translates what a git that talks to a remote ended with, by its own words (LC_ALL=C). */
export function asRemoteFailure(error: unknown, privatePath: string): RemoteError | StorageError {
  if (error instanceof RemoteError) return error;
  if (!(error instanceof GitError) || error.kind !== "failed" || saysDiskFull(error.stderr)) {
    return asStorageError(error);
  }
  const text = ownWords(error.stderr);
  const status = Number(/The requested URL returned error: (\d{3})/.exec(text)?.[1] ?? 0);
  if (
    status === 401 ||
    status === 403 ||
    /could not read Username|could not read Password|Authentication failed/.test(text)
  ) {
    return new RemoteError("wants-credentials", "The remote wants credentials", { cause: error });
  }
  if (/Protocol .* (not supported|disabled)|transport '[^']*' not allowed/.test(text)) {
    return new RemoteError("not-https", "The remote redirects to a URL that is not HTTPS", { cause: error });
  }
  if (/mismatched algorithms/.test(text)) return sha256Remote(error);
  if (status >= 400 && status < 500 && status !== 408 && status !== 429) return notGit(error);
  if (/object [0-9a-f]{40}: [a-zA-Z]+: |fsck error|did not send all necessary objects/.test(text)) {
    const refusal = asPackRefusal(error, Number.MAX_SAFE_INTEGER, privatePath);
    return new RemoteError("refused", `The remote's history was refused: ${refusal.message}`, {
      cause: error,
    });
  }
  if (/couldn't find remote ref/.test(text)) {
    return new RemoteError("no-branch", "The remote has no such branch", { cause: error });
  }
  if (/certificate|handshake|SSL connect error/i.test(text)) {
    return new RemoteError("unreachable", "The remote's TLS certificate is not trusted, or TLS failed", {
      cause: error,
    });
  }
  if (/unable to access|RPC failed|early EOF|unexpected disconnect|hung up/.test(text)) {
    return new RemoteError("unreachable", "The remote cannot be reached, or broke off", { cause: error });
  }
  if (
    /repository '[^']*' not found|not valid: |unable to update url base|invalid server response/.test(text) ||
    /protocol error|bad line length|expected flush|ls-refs|bogus refs|malformed/i.test(text)
  ) {
    return notGit(error);
  }
  const reason = lastGitMessage(text);
  const isTellable = reason !== null && !reason.includes(privatePath) && !reason.includes("://");
  return new RemoteError("refused", isTellable ? `Git failed: ${reason}` : "Git failed", { cause: error });
}

export function notGit(cause?: unknown): RemoteError {
  return new RemoteError("no-remote", "The URL is not a Git remote", { cause });
}

export function sha256Remote(cause?: unknown): RemoteError {
  return new RemoteError("no-remote", "The remote names objects by SHA-256, which is not supported", {
    cause,
  });
}

/** What git itself printed: lines that the remote had it print decide nothing. */
function ownWords(stderr: string): string {
  return stderr
    .split(/[\r\n]/)
    .filter((line) => !line.startsWith("remote:"))
    .join("\n");
}
