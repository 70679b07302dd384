import "server-only";
import type { Run } from "@/lib/diff/diff-lines";
import { diffTexts } from "@/lib/diff/diff-worker";
import { numberTexts } from "@/lib/diff/number-texts";

/** What changed between two lists of texts, as if each were a line; null where that takes too long. */
export async function diffItems(
  before: readonly string[],
  after: readonly string[],
  owner: string,
): Promise<Run[] | null> {
  const numbers = numberTexts();
  // Each as a number, and so as one short line: a text may be long, and span lines.
  const linesOf = (items: readonly string[]) =>
    Buffer.from(items.map((item) => `${numbers.of(item)}\n`).join(""));
  const diff = await diffTexts(linesOf(before), linesOf(after), { owner });
  return diff?.runs ?? null;
}
