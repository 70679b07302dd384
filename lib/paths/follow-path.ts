import "server-only";
import { type ContentRepo, getBlob } from "@/lib/artifacts/content";
import { findEntry } from "./find-entry";
import type { FoundEntry } from "./walk-path";

/**
 * Where a path leads through symlinks. `outside` is a target above the repo's root, `absolute` one that a file system begins at its
 * own root, `loop` links that come back to themselves, `missing` a target that is not there: then `path` is what was looked for. `submodule`:
 * what is looked for lies below one, in another repo, and `path` is the submodule's own.
 */
export type Followed =
  | { kind: "found"; path: string; entry: Exclude<FoundEntry, { kind: "symlink" }>; linksFollowed: number }
  | { kind: "missing"; path: string }
  | { kind: "submodule"; path: string }
  | { kind: "outside" | "absolute" | "loop" };

/** As Linux. */
const linksMax = 40;
const namesMax = 500;
const targetMaxBytes = 4096;

/** Follows every link on the way and at the end, inside the tree alone. By hash. */
export async function followPath(
  repo: ContentRepo,
  rootTreeHash: string,
  path: readonly string[],
): Promise<Followed> {
  const way: Way = { reached: [], ahead: [...path], linksFollowed: 0 };
  for (let steps = 0; way.ahead.length > 0; steps += 1) {
    if (steps > namesMax) return { kind: "loop" };
    const end = await takeStep(repo, rootTreeHash, way);
    if (end !== null) return end;
  }
  const entry = await findEntry(repo, rootTreeHash, way.reached);
  const at = way.reached.join("/");
  if (entry === null || entry.kind === "symlink") return { kind: "missing", path: at };
  return { kind: "found", path: at, entry, linksFollowed: way.linksFollowed };
}

interface Way {
  reached: string[];
  ahead: string[];
  linksFollowed: number;
}

/** Goes on by one name; gives the end where there is no going on. */
async function takeStep(repo: ContentRepo, rootTreeHash: string, way: Way): Promise<Followed | null> {
  const name = way.ahead.shift() ?? "";
  if (name === "" || name === ".") return null;
  if (name === "..") return way.reached.pop() === undefined ? { kind: "outside" } : null;
  const found = await findEntry(repo, rootTreeHash, [...way.reached, name]);
  const goesOn = way.ahead.some((next) => next !== "" && next !== ".");
  if (found?.kind === "gitlink" && goesOn) {
    return { kind: "submodule", path: [...way.reached, name].join("/") };
  }
  if (found === null || (found.kind === "blob" && goesOn)) {
    return { kind: "missing", path: [...way.reached, name, ...way.ahead].join("/") };
  }
  if (found.kind === "symlink") return takeLink(repo, found.entry.hash, way);
  way.reached.push(name);
  return null;
}

async function takeLink(repo: ContentRepo, hash: string, way: Way): Promise<Followed | null> {
  way.linksFollowed += 1;
  if (way.linksFollowed > linksMax) return { kind: "loop" };
  const { bytes } = await getBlob(repo, hash, { maxBytes: targetMaxBytes });
  const target = Buffer.from(bytes).toString();
  if (target.startsWith("/")) return { kind: "absolute" };
  way.ahead.unshift(...target.split("/"));
  return null;
}
