import "server-only";
import type { Commit } from "@/contract/content";
import { ArtifactsError } from "@/lib/artifacts/artifacts-error";
import { type ContentRepo, getBlob } from "@/lib/artifacts/content";
import { diffTexts } from "@/lib/diff/diff-worker";
import { mailEnd, mailHeader } from "@/lib/diff/mail-text";
import { filePatch } from "@/lib/diff/patch-text";
import type { PatchedFile } from "@/lib/diff/patched-file";
import { type ChangedRepos, ownerOf } from "./changed-repos";
import type { FileChange } from "./file-change";

/** A patch holds whole files where they are binary: one of more bytes breaks it off. */
const fileMaxBytes = 128 * 1024 * 1024;

/** Changes as `git diff --full-index --binary -M` writes them, for `git apply`. Throws `ArtifactsError`. */
export async function* writeDiff(
  repos: ChangedRepos,
  files: readonly FileChange[],
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  const owner = ownerOf(repos);
  for (const file of files) {
    signal.throwIfAborted();
    const { before } = file;
    yield* filePatch(patchedFileOf(file), {
      read: (hash) => readWhole(hash === before?.hash ? repos.before : repos.after, hash),
      diff: (old, now) => diffTexts(old, now, { owner }, signal),
    });
  }
}

/** A commit's changes as a mail that `git am` takes. `zone` is its author's, as `+0100`. */
export async function* writeMail(
  commit: Commit,
  zone: string,
  diff: AsyncGenerator<Buffer>,
): AsyncGenerator<Buffer> {
  yield Buffer.from(mailHeader(commit, zone));
  yield* diff;
  yield Buffer.from(mailEnd);
}

function patchedFileOf({ path, oldPath, before, after, status, percent }: FileChange): PatchedFile {
  const isMoved = status === "renamed" || status === "copied";
  return {
    before: before && { path: oldPath ?? path, ...before },
    after: after && { path, ...after },
    ...(isMoved
      ? { origin: { kind: status === "renamed" ? "rename" : "copy", similarity: percent ?? 100 } }
      : {}),
  };
}

async function readWhole(repo: ContentRepo, hash: string): Promise<Uint8Array> {
  const { bytes, truncated } = await getBlob(repo, hash, { maxBytes: fileMaxBytes });
  if (truncated) throw new ArtifactsError("upstream", "A file is too large for a patch.");
  return bytes;
}
