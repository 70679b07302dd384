import { mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isRefName } from "@/contract/names";
import { fetchRemote } from "@/server/git/fetch-remote";
import { listRefs } from "@/server/git/list-refs";
import { listRemote } from "@/server/git/list-remote";
import type { RemoteAccess } from "@/server/git/remote-access";
import { retryWhileLocked } from "@/server/git/retry-while-locked";
import type { GitRunner } from "@/server/git/run-git";
import { Quarantine } from "./quarantine";
import { asRemoteFailure, notGit, sha256Remote } from "./remote-error";
import { type DataFolders, readShallow } from "./repo-folder";
import {
  type ProbedRemote,
  RemoteError,
  type StagedRemote,
  type StageRemoteOptions,
  StorageError,
  zeroHash,
} from "./repo-storage";

/** How often the size of an arriving pack is looked at. */
const watchMs = 500;

interface Parts {
  runner: GitRunner;
  folders: DataFolders;
}

/** Asks a remote for its default branch and whether it has `branch`. Throws `RemoteError` and `StorageError`. */
export async function probeRemote(
  { runner, folders }: Parts,
  remote: RemoteAccess,
  options: { branch: string | null; signal: AbortSignal },
): Promise<ProbedRemote> {
  const ref = options.branch === null ? null : `refs/heads/${options.branch}`;
  return withScratchRepo(folders, remote, async (scratch) => {
    const { headRef, hashes, isSmart } = await listRemote(runner, remote, {
      ...scratch,
      ref,
      signal: options.signal,
    });
    if (!isSmart) throw notGit();
    if ([...hashes.values()].some((hash) => hash.length !== 40)) throw sha256Remote();
    const defaultBranch = headRef?.startsWith("refs/heads/") ? headRef.slice("refs/heads/".length) : null;
    return {
      defaultBranch: hashes.has("HEAD") ? defaultBranch : null,
      hasBranch: ref !== null && hashes.has(ref),
    };
  });
}

/** Brings a branch of a remote into a quarantine of a repo; with a history that came without its beginning, where it ends. */
export async function stageRemote(
  { runner, folders }: Parts,
  id: string,
  remote: RemoteAccess,
  options: StageRemoteOptions,
): Promise<StagedRemote> {
  return withScratchRepo(folders, remote, async (scratch) => {
    const ref = `refs/heads/${options.branch}`;
    const packDir = join(scratch.gitDir, "objects", "pack");
    await withinSize(packDir, options, (signal) =>
      fetchRemote(runner, remote, {
        ...scratch,
        ref,
        depth: options.depth,
        signal,
        onProgress: options.onProgress,
      }),
    );
    const { hashes } = await retryWhileLocked(options.signal, () => listRefs(runner, scratch.gitDir));
    if (!hashes.has(ref)) throw new RemoteError("no-branch", "The remote has no such branch");
    const shallow = await readShallow(scratch.gitDir);
    const quarantine = Quarantine.make(id, folders.newIncoming(id), shallow.length > 0);
    try {
      if (shallow.length > 0) await quarantine.writeShallowFile(shallow);
      quarantine.boundary = shallow;
      await rm(join(quarantine.path, "pack"), { recursive: true });
      await rename(packDir, join(quarantine.path, "pack"));
    } catch (error) {
      await quarantine.discard();
      throw error;
    }
    const updates = [...hashes]
      // The remote chose the names of its tags: those that we would not take from a push are left behind.
      .filter(([name]) => name === ref || (name.startsWith("refs/tags/") && isRefName(name)))
      .map(([name, hash]) => ({ ref: name, oldHash: zeroHash, newHash: hash }));
    return { staged: quarantine, updates };
  });
}

/** Runs `fn` with an empty repo that is removed afterwards: git reads its config and no other. */
async function withScratchRepo<T>(
  folders: DataFolders,
  remote: RemoteAccess,
  fn: (scratch: { gitDir: string; caFile: string | null }) => Promise<T>,
): Promise<T> {
  const gitDir = folders.newIncoming("remote");
  const caFile = remote.caBundle === null ? null : join(gitDir, "ca.pem");
  try {
    for (const each of ["", "objects", "objects/pack", "refs"]) await mkdir(join(gitDir, each));
    await writeFile(join(gitDir, "HEAD"), "ref: refs/vitrine/none\n");
    await writeFile(join(gitDir, "config"), "[core]\n\trepositoryformatversion = 0\n\tbare = true\n");
    if (caFile !== null) await writeFile(caFile, remote.caBundle ?? "");
    return await fn({ gitDir, caFile });
  } catch (error) {
    throw asRemoteFailure(error, folders.root);
  } finally {
    await rm(gitDir, { recursive: true, force: true });
  }
}

/**
 * Ends `fn` once more than is allowed lies in the folder of packs. What came over the wire is bounded elsewhere, but it may
 * have been compressed on the way.
 */
async function withinSize(
  packDir: string,
  options: { maxSizeBytes: number; signal: AbortSignal },
  fn: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const tooLarge = new AbortController();
  const watch = async () => {
    if ((await sizeOf(packDir)) > options.maxSizeBytes) tooLarge.abort();
  };
  const timer = setInterval(() => void watch(), watchMs);
  try {
    await fn(AbortSignal.any([options.signal, tooLarge.signal]));
    await watch();
  } catch (error) {
    if (!tooLarge.signal.aborted) throw error;
  } finally {
    clearInterval(timer);
  }
  if (tooLarge.signal.aborted) {
    throw new StorageError(
      "too-large",
      `The history is larger than the limit of ${options.maxSizeBytes} bytes`,
    );
  }
}

/** What the files of a folder take; those that vanish meanwhile count for nothing. */
async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(folder, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
