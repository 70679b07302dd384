import "server-only";
import type { TreeEntry } from "@/contract/content";
import { bulkCalls } from "@/lib/artifacts/bulk-calls";
import { type ContentRepo, getTree } from "@/lib/artifacts/content";
import { joinPath } from "@/lib/wire/path-lines";
import { RequestError } from "@/lib/wire/request-error";
import type { TreePosition } from "./tree-position";

/** Neighbouring entries of one directory that are no directories themselves. */
export interface WalkedEntries {
  directory: string;
  /** Of the directory; an entry's own is this with its `index` behind it. */
  position: TreePosition;
  entries: { index: number; entry: TreeEntry }[];
}

interface WalkOptions {
  /** Where an earlier walk stopped: what comes first is behind it. Throws `RequestError` when there is no such place. */
  after?: TreePosition | null;
  /** False: the directory is left out unread. */
  mayEnter?: (directory: string, hash: string) => boolean;
  /** Where trees come from; the repo's own in bulk, by default. */
  readTree?: (hash: string) => Promise<TreeEntry[]>;
  /** How many directories the walk may pass; it ends when none is left, for each is a call and they can be nested without end. */
  directories: { left: number };
  /** When it aborts, nothing more is asked for and its reason is thrown. */
  signal: AbortSignal;
}

/** Enough to hide 150 ms a call at the hosted service's rate. */
const callsAtOnce = 32;
/** Entries that may wait for the reader. */
const entriesAheadMax = 4_000;

/** A chain in path order: what has been read, with directories still to read in between. */
type Link = { next: Link | null } & (
  | {
      kind: "directory";
      path: string;
      hash: string;
      position: TreePosition;
      after: TreePosition | null;
      isAsked: boolean;
      failure: { error: unknown } | null;
    }
  | { kind: "entries"; walked: WalkedEntries }
  | { kind: "gone" }
);
type DirectoryLink = Extract<Link, { kind: "directory" }>;

/**
 * Every entry below a tree that is no tree, in Git's own order of paths, trees read by hash and many at once: those that come first are
 * asked first. Trees that lie in the cache cost no call.
 */
export async function* walkFiles(
  repo: ContentRepo,
  rootTreeHash: string,
  { after = null, mayEnter = () => true, readTree = treesInBulk(repo), directories, signal }: WalkOptions,
): AsyncGenerator<WalkedEntries, void> {
  let callsUnderWay = 0;
  let entriesAhead = 0;
  let tell = () => {};
  let news = Promise.resolve();
  const listen = () => {
    news = new Promise((resolve) => {
      tell = resolve;
    });
  };

  let head: Link | null = directoryLink({ path: "", hash: rootTreeHash, position: [], after });

  const read = async (link: DirectoryLink) => {
    link.isAsked = true;
    callsUnderWay += 1;
    try {
      const entries = await readTree(link.hash);
      entriesAhead += replace(link, entries, mayEnter);
    } catch (error) {
      link.failure = { error };
    }
    callsUnderWay -= 1;
    tell();
  };

  const askAhead = () => {
    for (let link = head; link !== null && callsUnderWay < callsAtOnce; link = link.next) {
      if (link.kind !== "directory" || link.isAsked) continue;
      if (link !== head && entriesAhead >= entriesAheadMax) return;
      void read(link);
    }
  };

  const wake = () => tell();
  signal.addEventListener("abort", wake, { once: true });
  try {
    while (head !== null) {
      signal.throwIfAborted();
      if (head.kind === "entries") {
        const { walked } = head;
        head = head.next;
        entriesAhead -= walked.entries.length;
        askAhead();
        yield walked;
      } else if (head.kind === "gone") {
        directories.left -= 1;
        if (directories.left === 0) return;
        head = head.next;
      } else if (head.failure !== null) {
        throw head.failure.error;
      } else {
        listen();
        askAhead();
        await news;
      }
    }
  } finally {
    signal.removeEventListener("abort", wake);
  }
}

function treesInBulk(repo: ContentRepo): (hash: string) => Promise<TreeEntry[]> {
  const bulk = bulkCalls();
  return (hash) => bulk(() => getTree(repo, hash));
}

function directoryLink(place: Pick<DirectoryLink, "path" | "hash" | "position" | "after">): Link {
  return { kind: "directory", ...place, isAsked: false, failure: null, next: null };
}

/** Replaces a directory by what it holds, and returns how many entries that are. */
function replace(
  link: DirectoryLink,
  entries: TreeEntry[],
  mayEnter: NonNullable<WalkOptions["mayEnter"]>,
): number {
  const { path, position, after } = link;
  const rest = link.next;
  const [from = 0, ...below] = after ?? [];
  const chain: Link[] = [];
  let batch: WalkedEntries["entries"] = [];
  let count = 0;
  const close = () => {
    if (batch.length === 0) return;
    chain.push({ kind: "entries", walked: { directory: path, position, entries: batch }, next: null });
    batch = [];
  };
  if (after !== null) {
    // A position names an entry that is no tree, so a way through trees and then one that is none.
    const isTree = entries[from]?.type === "tree";
    if (entries[from] === undefined || isTree !== below.length > 0) {
      throw new RequestError("invalid", "There is no such place to continue from.", "/after");
    }
  }
  for (let index = from; index < entries.length; index += 1) {
    const entry = entries[index];
    if (entry === undefined) break;
    const isWayDown = after !== null && index === from;
    if (entry.type === "tree") {
      const directory = joinPath(path, entry.name);
      if (!mayEnter(directory, entry.hash)) continue;
      close();
      chain.push(
        directoryLink({
          path: directory,
          hash: entry.hash,
          position: [...position, index],
          after: isWayDown ? below : null,
        }),
      );
    } else if (!isWayDown) {
      batch.push({ index, entry });
      count += 1;
    }
  }
  close();
  for (const [at, part] of chain.entries()) part.next = chain[at + 1] ?? rest;
  Object.assign(link, { kind: "gone", next: chain[0] ?? rest });
  return count;
}
