import { join } from "node:path";
import type { Readable } from "node:stream";
import { indexPack } from "@/server/git/index-pack";
import type { GitRunner } from "@/server/git/run-git";
import { Quarantine } from "./quarantine";
import type { DataFolders } from "./repo-folder";
import type { StageOptions } from "./repo-storage";
import { asPackRefusal, asStorageError } from "./storage-failure";

/** Takes a pack that is being sent into a quarantine of its own. Throws `StorageError`. */
export async function stagePack(
  { runner, folders }: { runner: GitRunner; folders: DataFolders },
  { id, gitDir }: { id: string; gitDir: string },
  pack: Readable,
  options: StageOptions,
): Promise<Quarantine> {
  const shallow = options.shallow ?? [];
  let quarantine: Quarantine;
  try {
    quarantine = Quarantine.make(id, folders.newIncoming(id), shallow.length > 0);
  } catch (error) {
    throw asStorageError(error);
  }
  try {
    const { isSelfContained } = await indexPack(runner, pack, {
      gitDir,
      repoObjectDir: join(gitDir, "objects"),
      objectDir: quarantine.path,
      shallowFile: shallow.length > 0 ? await quarantine.writeShallowFile(shallow) : null,
      maxSizeBytes: options.maxSizeBytes,
      signal: options.signal,
      onProgress: withoutPaths(folders.root, options.onProgress),
    });
    quarantine.isSelfContained = isSelfContained;
  } catch (error) {
    await quarantine.discard();
    throw asPackRefusal(error, options.maxSizeBytes, folders.root);
  }
  return quarantine;
}

/** Git prints its errors where it prints its progress, and some name a folder of this machine. */
function withoutPaths(root: string, onProgress: StageOptions["onProgress"]): StageOptions["onProgress"] {
  if (onProgress === undefined) return undefined;
  return (chunk) => {
    if (!chunk.includes(root)) onProgress(chunk);
  };
}
