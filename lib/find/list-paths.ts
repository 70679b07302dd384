import "server-only";
import { LRUCache } from "lru-cache";
import type { ContentRepo } from "@/lib/artifacts/content";
import { createTurns } from "@/lib/process/give-turns";
import { perProcess } from "@/lib/process/per-process";
import { listedDirectoriesMax, listedFilesMax, type PathLine } from "@/lib/wire/path-lines";
import { formatTreePosition, type TreePosition } from "./tree-position";
import { walkFiles } from "./walk-files";

/** A whole list as it goes out; lists that are complete or end at the limit are kept. */
type Chunks = Uint8Array[];

const cacheMaxBytes = 48 * 1024 * 1024;
const chunkChars = 32_768;
/** Sooner than a person gets impatient, though a chunk is not full. */
const chunkMaxMs = 150;
const listMaxChars = 32 * 1024 * 1024;

const kept = perProcess(
  "path-lists",
  () =>
    new LRUCache<string, Chunks>({
      maxSize: cacheMaxBytes,
      sizeCalculation: (chunks) => chunks.reduce((sum, chunk) => sum + chunk.byteLength, 512),
    }),
);

interface ListOptions {
  after?: TreePosition | null;
  signal: AbortSignal;
}

/** The files and links below a tree as NDJSON (`pathLine`), in pieces as they are found. Kept by the tree's hash. */
export async function* listPaths(
  repo: ContentRepo,
  treeHash: string,
  { after = null, signal }: ListOptions,
): AsyncGenerator<Uint8Array, void> {
  const key = [repo.id, treeHash, ...(after ?? [])].join("\n");
  const whole = kept().get(key);
  if (whole !== undefined) {
    yield* whole;
    return;
  }
  const encoder = new TextEncoder();
  const chunks: Chunks = [];
  let text = "";
  let chunkBegunAt = performance.now();
  const giveTurn = createTurns();
  const cut = () => {
    const chunk = encoder.encode(text);
    chunks.push(chunk);
    text = "";
    chunkBegunAt = performance.now();
    return chunk;
  };
  for await (const lines of pathLines(repo, treeHash, { after, signal })) {
    text += lines;
    if (text.length >= chunkChars || performance.now() - chunkBegunAt >= chunkMaxMs) yield cut();
    // Trees from the cache come without a pause in which anything else could happen.
    const turn = giveTurn();
    if (turn !== undefined) await turn;
  }
  yield cut();
  kept().set(key, chunks);
}

async function* pathLines(
  repo: ContentRepo,
  treeHash: string,
  options: ListOptions,
): AsyncGenerator<string, void> {
  let files = 0;
  let chars = 0;
  const directories = { left: listedDirectoriesMax };
  let next: string | null = null;
  for await (const { directory, position, entries } of walkFiles(repo, treeHash, {
    ...options,
    directories,
  })) {
    const names: string[] = [];
    for (const { index, entry } of entries) {
      if (entry.type === "gitlink") continue;
      names.push(entry.name);
      next = formatTreePosition(treeHash, [...position, index]);
      files += 1;
      if (files >= listedFilesMax) break;
    }
    if (names.length > 0) {
      const line = toLine({ directory, names });
      chars += line.length;
      yield line;
    }
    if (files >= listedFilesMax || chars >= listMaxChars) {
      yield toLine({ end: "limit", next });
      return;
    }
  }
  yield toLine(directories.left === 0 ? { end: "limit", next } : { end: "complete", next: null });
}

const toLine = (line: PathLine) => `${JSON.stringify(line)}\n`;
