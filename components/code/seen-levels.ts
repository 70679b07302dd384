import type { TreeLevel } from "@/lib/wire/answers";

/** What pages brought of trees, by hash, for the folders that stay open on the next page. */
const seen = new Map<string, TreeLevel>();
const levelsMax = 300;

export function rememberLevels(levels: Readonly<Record<string, TreeLevel>>): void {
  for (const [hash, level] of Object.entries(levels)) {
    seen.delete(hash);
    seen.set(hash, level);
  }
  for (const hash of seen.keys()) {
    if (seen.size <= levelsMax) break;
    seen.delete(hash);
  }
}

export const seenLevel = (hash: string) => seen.get(hash);
