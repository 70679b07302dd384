import "server-only";
import type { Commit } from "@/contract/content";
import type { InTurn } from "@/lib/artifacts/bulk-calls";
import type { ContentRepo } from "@/lib/artifacts/content";
import { mapInOrder } from "@/lib/find/map-in-order";
import { formatTreePosition, parseTreePosition, type TreePosition } from "@/lib/find/tree-position";
import { walkFiles } from "@/lib/find/walk-files";
import { createTurns } from "@/lib/process/give-turns";
import { joinPath } from "@/lib/wire/path-lines";
import { RequestError } from "@/lib/wire/request-error";
import { cleanBlobs } from "./clean-blobs";
import { type BlobOutcome, readBlob } from "./read-blob";
import { readTreeOnce, type SeenTrees } from "./read-tree-once";
import type { TextReader } from "./text-reader";

/** Trees and blobs by hash, for as long as a run goes on and over all of its repos: none is read twice. */
export interface SeenObjects {
  trees: SeenTrees;
  blobs: Map<string, Promise<BlobOutcome>>;
}

export interface SeenFile {
  commit: Commit;
  path: string;
  hash: string;
  /** `clean` without a look: it was read before. */
  outcome: BlobOutcome | "clean";
  /** Whether this run read it just now. */
  isFresh: boolean;
  /** Where to go on behind it. */
  position: string;
}

/** A file looked at, or a commit that is done. */
export type Step = { file: SeenFile } | { done: Commit };

interface ScanOptions {
  bulk: InTurn;
  seen: SeenObjects;
  reader: TextReader;
  /** In the tree of the first commit. Throws `RequestError` when there is no such place. */
  position: string | null;
  directories: { left: number };
  signal: AbortSignal;
  maxBytes: number;
}

const filesAtOnce = 24;
/** Commits whose trees are fetched before their turn. */
const commitsAhead = 16;
/** Files and directories of one repo that are behind; a full set is emptied, which costs time and no call. */
const walkedMax = 300_000;

/** The files of the commits, in order. A file that is the same at the same path in an earlier commit is not repeated. */
export async function* scanCommits(
  repo: ContentRepo,
  commits: AsyncGenerator<Commit, void>,
  options: ScanOptions,
): AsyncGenerator<Step, void> {
  const { bulk, seen, reader, signal, maxBytes } = options;

  const look = async (hash: string): Promise<Pick<SeenFile, "outcome" | "isFresh">> => {
    const known = seen.blobs.get(hash);
    if (known !== undefined) return { outcome: await known, isFresh: false };
    if (cleanBlobs().has(hash)) return { outcome: "clean", isFresh: false };
    const reading = readBlob(repo, hash, { bulk, reader, signal, maxBytes });
    seen.blobs.set(hash, reading);
    const outcome = await reading;
    if (outcome.kind === "read" && outcome.findings.leaks.length + outcome.findings.keys.length === 0) {
      cleanBlobs().set(hash, true);
      seen.blobs.delete(hash);
    }
    return { outcome, isFresh: true };
  };

  yield* mapInOrder(
    listCandidates(repo, commits, options),
    async (item): Promise<Step> =>
      "done" in item ? item : { file: { ...item, ...(await look(item.hash)) } },
    { atOnce: filesAtOnce, signal },
  );
}

type Candidate = { done: Commit } | { commit: Commit; path: string; hash: string; position: string };

/** What is to be looked at: each file at a path where it has not stood in an earlier commit, and each commit when it is done. */
async function* listCandidates(
  repo: ContentRepo,
  commits: AsyncGenerator<Commit, void>,
  { bulk, seen, position, directories, signal }: ScanOptions,
): AsyncGenerator<Candidate, void> {
  const readTree = readTreeOnce(repo, seen.trees, bulk, signal);
  const fetchAhead = async (hash: string): Promise<void> => {
    if (seen.trees.has(hash) || signal.aborted) return;
    const entries = await readTree(hash);
    await Promise.all(entries.filter(({ type }) => type === "tree").map((entry) => fetchAhead(entry.hash)));
  };
  const walked = new Set<string>();
  const isNew = (path: string, hash: string) => {
    const before = walked.size;
    return walked.add(`${hash} ${path}`).size > before;
  };
  const giveTurn = createTurns();
  let start = position;
  for await (const commit of lookAhead(commits, commitsAhead, (next) => {
    // The first commit's trees all have to be read: the walk asks for them many at once by itself.
    if (walked.size > 0) fetchAhead(next.treeHash).catch(() => undefined);
  })) {
    const { treeHash } = commit;
    const after = placeIn(treeHash, start);
    start = null;
    if (walked.size > walkedMax) walked.clear();
    const walk = isNew("", treeHash)
      ? walkFiles(repo, treeHash, { after, mayEnter: isNew, readTree, directories, signal })
      : [];
    for await (const { directory, position: at, entries } of walk) {
      for (const { index, entry } of entries) {
        const turn = giveTurn();
        if (turn !== undefined) await turn;
        const path = joinPath(directory, entry.name);
        if (entry.type === "gitlink" || !isNew(path, entry.hash)) continue;
        yield { commit, path, hash: entry.hash, position: formatTreePosition(treeHash, [...at, index]) };
      }
    }
    if (directories.left <= 0) return;
    yield { done: commit };
  }
}

function placeIn(treeHash: string, position: string | null): TreePosition | null {
  if (position === null) return null;
  const place = parseTreePosition(treeHash, position);
  if (place === null) throw new RequestError("invalid", "There is no such place to continue from.", "/after");
  return place;
}

/** The same items; calls `hear` with each some turns before. */
async function* lookAhead<T>(
  source: AsyncGenerator<T, void>,
  turns: number,
  hear: (item: T) => void,
): AsyncGenerator<T, void> {
  const queue: T[] = [];
  for await (const item of source) {
    hear(item);
    queue.push(item);
    if (queue.length > turns) {
      const [first] = queue.splice(0, 1);
      if (first !== undefined) yield first;
    }
  }
  yield* queue;
}
