import "server-only";
import { LRUCache } from "lru-cache";
import type { Commit, TreeEntry } from "@/contract/content";
import type { FollowedPlace } from "@/lib/wire/scan-events";

/** A blob at a path, and the oldest commit seen so far that has it there. */
interface Tracked {
  path: string;
  blob: string;
  origin: Commit;
  /** Since it was last reported. */
  isChanged: boolean;
}

interface Directory {
  directories: Map<string, Directory>;
  files: Map<string, Tracked[]>;
  /** By the directory's hash: a tree that was looked through is not looked through again. */
  held: LRUCache<string, Tracked[]>;
}

const heldMax = 500;

const newDirectory = (): Directory => ({
  directories: new Map(),
  files: new Map(),
  held: new LRUCache({ max: heldMax }),
});

/**
 * Finds the commit that brought each place in: the oldest, of those that `pass`, in which the blob stands at the path. Blobs are
 * not read for it, and of trees only what the walk reads anyway.
 */
export function trackOrigins(
  readTree: (hash: string) => Promise<TreeEntry[]>,
  followed: readonly FollowedPlace[],
) {
  const root = newDirectory();
  const places = new Map<string, Tracked>();
  /** By the commit of which an earlier run said that it brought them in. */
  const waiting = new Map<string, FollowedPlace[]>();
  for (const place of followed) waiting.set(place.since, [...(waiting.get(place.since) ?? []), place]);
  /** They come before their descendants do. */
  const tips = new Map<string, Commit>();

  function add(path: string, blob: string, origin: Commit): void {
    const key = `${blob} ${path}`;
    if (places.has(key)) return;
    const place = { path, blob, origin, isChanged: false };
    places.set(key, place);
    const names = path.split("/");
    const name = names.pop() ?? "";
    let directory = root;
    directory.held.clear();
    for (const each of names) {
      const below = directory.directories.get(each) ?? newDirectory();
      directory.directories.set(each, below);
      below.held.clear();
      directory = below;
    }
    directory.files.set(name, [...(directory.files.get(name) ?? []), place]);
  }

  async function heldIn(directory: Directory, hash: string): Promise<Tracked[]> {
    const known = directory.held.get(hash);
    if (known !== undefined) return known;
    const held: Tracked[] = [];
    for (const entry of await readTree(hash)) {
      if (entry.type === "tree") {
        const below = directory.directories.get(entry.name);
        if (below !== undefined) held.push(...(await heldIn(below, entry.hash)));
      } else {
        const here = directory.files.get(entry.name) ?? [];
        held.push(...here.filter(({ blob }) => blob === entry.hash));
      }
    }
    directory.held.set(hash, held);
    return held;
  }

  /** A parent is older whatever its date claims; of commits side by side the date decides. */
  function consider(place: Tracked, commit: Commit): void {
    const { origin } = place;
    if (origin.hash === commit.hash) return;
    if (!origin.parents.includes(commit.hash) && commit.committedAt >= origin.committedAt) return;
    place.origin = commit;
    place.isChanged = true;
  }

  /** Goes on over parents that came before their children. */
  async function followTips(place: Tracked): Promise<void> {
    for (let origin: Commit | null = null; origin !== place.origin; ) {
      origin = place.origin;
      for (const parent of origin.parents) {
        const tip = tips.get(parent);
        if (tip !== undefined && (await heldIn(root, tip.treeHash)).includes(place)) consider(place, tip);
      }
    }
  }

  /** A commit that an earlier run looked through. */
  function meet(commit: Commit, isTip: boolean): void {
    if (isTip) tips.set(commit.hash, commit);
    for (const { path, blob } of waiting.get(commit.hash) ?? []) add(path, blob, commit);
    waiting.delete(commit.hash);
  }

  return {
    add,
    meet,
    /** The next commit, in an order in which no parent comes before its child, tips excepted. */
    async pass(commit: Commit, isTip: boolean): Promise<void> {
      meet(commit, isTip);
      if (places.size === 0) return;
      for (const place of await heldIn(root, commit.treeHash)) {
        consider(place, commit);
        if (place.isChanged) await followTips(place);
      }
    },
    /** The places whose origin is older than the one last reported. */
    takeChanges(): { path: string; blob: string; origin: Commit }[] {
      const changed = [...places.values()].filter(({ isChanged }) => isChanged);
      for (const place of changed) place.isChanged = false;
      return changed;
    },
  };
}
