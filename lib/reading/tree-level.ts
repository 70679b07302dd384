import "server-only";
import type { TreeEntry } from "@/contract/content";
import type { TreeLevel } from "@/lib/wire/answers";
import { readingOrder } from "./reading-order";

/** What a sidebar can be read by; the directory's own page shows all. */
const entriesMax = 500;

/** One level of a tree in reading order, cut where it gets too long; the entry called `keep` is never cut off. */
export function treeLevelOf(entries: readonly TreeEntry[], keep?: string): TreeLevel {
  const sorted = readingOrder(entries).flatMap((index) => entries[index] ?? []);
  const shown = sorted.slice(0, entriesMax);
  const kept = sorted.slice(entriesMax).find(({ name }) => name === keep);
  if (kept !== undefined) shown.push(kept);
  return {
    entries: shown.map(({ name, type, hash }) => [name, type, type === "tree" ? hash : null]),
    more: sorted.length - shown.length,
  };
}
