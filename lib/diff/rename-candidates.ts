import type { FileContents } from "./file-contents";
import { baseName, type ListedFile } from "./listed-file";
import type { Source } from "./rename-book";

/** A file and one that it may come from. */
export interface Candidate {
  source: Source;
  target: ListedFile;
  score: number;
  isSameName: boolean;
}

/** Sources that are remembered for a file: where all of them are taken by others, it has none. */
const perTarget = 4;

/** The sources that each file is most like, of all that are there. */
export async function findCandidates(
  sources: readonly Source[],
  targets: readonly ListedFile[],
  contents: FileContents,
  scoreMin: number,
  giveTurn: () => Promise<void> | undefined,
): Promise<Candidate[]> {
  const all: Candidate[] = [];
  for (const target of targets) {
    let best: Candidate[] = [];
    for (const source of sources) {
      const score = contents.compare(source.file, target, scoreMin);
      if (score === 0) continue;
      const isSameName = baseName(source.file) === baseName(target);
      best = bestFirst([...best, { source, target, score, isSameName }]).slice(0, perTarget);
      await giveTurn();
    }
    all.push(...best);
    await giveTurn();
  }
  return all;
}

/** By likeness, then those of one name; equals in the order they came in. */
export function bestFirst(candidates: readonly Candidate[]): Candidate[] {
  return candidates.toSorted((a, b) => b.score - a.score || Number(b.isSameName) - Number(a.isSameName));
}
