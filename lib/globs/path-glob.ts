import { type GlobOptions, isDoubleStar, matchesName, type NameGlob, parseNames } from "./name-glob";

/** A glob for the names of a path, one after the other; `**` stands for any number of them, none included. */
export type PathGlob = readonly (NameGlob | "**")[];

/** Null for one that matches nothing. `**` at the end is what lies below, as in Git: at least one name. */
export function parsePath(text: string, options: GlobOptions = {}): PathGlob | null {
  const names = parseNames(text, options);
  if (names === null) return null;
  return names.flatMap((name, at) => {
    if (!isDoubleStar(name)) return [name];
    return at === names.length - 1 ? ["**", name] : ["**"];
  });
}

/** Whether the glob means this path. */
export function matchesPath(glob: PathGlob, names: readonly string[]): boolean {
  let places = start(glob);
  for (const name of names) places = step(glob, places, name);
  return places.has(glob.length);
}

/** Whether it means this path or a directory above it. */
export function coversPath(glob: PathGlob, names: readonly string[]): boolean {
  let places = start(glob);
  for (const name of names) {
    places = step(glob, places, name);
    if (places.has(glob.length)) return true;
    if (places.size === 0) return false;
  }
  return false;
}

/** Whether it means this directory, one above it, or perhaps something below. */
export function reachesBelow(glob: PathGlob, names: readonly string[]): boolean {
  let places = start(glob);
  for (const name of names) {
    places = step(glob, places, name);
    if (places.has(glob.length)) return true;
  }
  return places.size > 0;
}

const start = (glob: PathGlob) => withEmptyStars(glob, new Set([0]));

/** The places in the glob at which it may stand after one more name. Each is tried once: so never more than glob × path. */
function step(glob: PathGlob, places: ReadonlySet<number>, name: string): Set<number> {
  const next = new Set<number>();
  for (const place of places) {
    const wanted = glob[place];
    if (wanted === undefined) continue;
    if (wanted === "**") next.add(place);
    else if (matchesName(wanted, name)) next.add(place + 1);
  }
  return withEmptyStars(glob, next);
}

function withEmptyStars(glob: PathGlob, places: Set<number>): Set<number> {
  for (const place of places) if (glob[place] === "**") places.add(place + 1);
  return places;
}
