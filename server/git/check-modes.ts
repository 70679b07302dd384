import { TreeCursor } from "@/gitformat/tree-cursor";
import { readTreeMode } from "@/gitformat/tree-mode";
import { GitError } from "./git-error";
import { type FoundObject, ObjectReader } from "./object-reader";
import type { GitRunner } from "./run-git";

/** Larger trees are not read anywhere. */
const treeMaxBytes = 32 * 1024 * 1024;
const askedAtOnce = 32;
const lineMaxLength = 1000;

/**
 * Picks out of what git prints the trees whose modes it finds bad. It only warns of them: some were written when Git kept
 * every permission bit, and those are fine.
 */
export class BadModeWarnings {
  readonly trees = new Set<string>();
  #rest = "";

  read(chunk: Buffer): void {
    const lines = (this.#rest + chunk.toString("latin1")).split(/[\r\n]/);
    this.#rest = (lines.pop() ?? "").slice(-lineMaxLength);
    for (const line of lines) {
      const hash = /^warning: object ([0-9a-f]{40}): badFilemode:/.exec(line)?.[1];
      if (hash !== undefined) this.trees.add(hash);
    }
  }
}

/**
 * Refuses trees with an entry that is neither file, link, folder nor submodule: Git takes it for a submodule, and no reader
 * shows it. Throws `GitError` in fsck's words.
 */
export async function refuseOddModes(
  runner: GitRunner,
  gitDir: string,
  trees: ReadonlySet<string>,
  options: { env: Record<string, string>; signal: AbortSignal },
): Promise<void> {
  if (trees.size === 0) return;
  const child = await runner.start(["cat-file", "--batch-command"], { gitDir, slot: null, ...options });
  const reader = new ObjectReader(child, {
    onIdle: () => {},
    onEnd: (left) => {
      for (const { reject } of left) reject(new GitError("failed", "cat-file ended early"));
    },
  });
  const read = (hash: string) =>
    new Promise<FoundObject | null>((resolve, reject) => {
      reader.ask({ command: "contents", hash, maxBytes: treeMaxBytes, attempts: 0, resolve, reject });
    });
  try {
    const hashes = [...trees];
    for (let at = 0; at < hashes.length; at += askedAtOnce) {
      for (const found of await Promise.all(hashes.slice(at, at + askedAtOnce).map(read))) {
        if (found === null || (found.content.length === found.sizeBytes && hasKnownModes(found.content)))
          continue;
        const stderr = `fatal: object ${found.hash}: badFilemode: contains bad file modes`;
        throw new GitError("failed", "a tree with modes of no kind", { stderr });
      }
    }
  } finally {
    reader.kill();
    await child.closed;
  }
}

function hasKnownModes(tree: Buffer): boolean {
  const cursor = new TreeCursor(tree);
  while (cursor.next()) {
    if (readTreeMode(tree, cursor.modeAt, cursor.modeEnd) === null) return false;
  }
  return cursor.isDone;
}
