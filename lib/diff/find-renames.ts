import "server-only";
import { createTurns } from "@/lib/process/give-turns";
import { createFileContents } from "./file-contents";
import type { ListedFile } from "./listed-file";
import { createRenameBook, type Rename } from "./rename-book";
import { bestFirst, findCandidates } from "./rename-candidates";
import { takeExact, takeSameNames } from "./rename-steps";
import { fullScore } from "./similarity";

export interface RenameOptions {
  /** The content of a blob; null where it is missing, or too large to be compared. */
  read(hash: string): Promise<Uint8Array | null>;
  /** The old sides of files that changed and are still there: with them copies of these are looked for too, as git's `-C` does. */
  copySources?: readonly ListedFile[];
  /** Percent that two files have in common at least. */
  similarityMin?: number;
  /** More than so many times so many files are not compared each with each. */
  filesMax?: number;
  signal?: AbortSignal;
}

export interface Renames {
  /** In the order of the files that came. */
  renames: Rename[];
  /** The files whose contents were not compared, being too many: renames with changes are missing. 0 where all were. */
  notCompared: number;
}

/**
 * Which of the files that are gone became which of those that came, with git's pairs and percents. Both lists stand in the order of a
 * tree. First equal contents; then, unless copies are looked for, the only two files of a name; then of all others the most alike.
 */
export async function findRenames(
  gone: readonly ListedFile[],
  come: readonly ListedFile[],
  options: RenameOptions,
): Promise<Renames> {
  const { read, copySources = [], similarityMin = 50, filesMax = 1000, signal } = options;
  const turn = createTurns();
  const giveTurn = () => {
    signal?.throwIfAborted();
    return turn();
  };
  const contents = createFileContents(read, giveTurn);
  const book = createRenameBook(gone, copySources, come);
  takeExact(book);

  const scoreMin = Math.round((similarityMin / 100) * fullScore);
  if (!book.takesCopies) await takeSameNames(book, contents, (scoreMin + fullScore) / 2);

  const sources = book.openSources();
  const targets = book.openTargets();
  if (sources.length * targets.length > filesMax ** 2)
    return { renames: book.renames(), notCompared: sources.length + targets.length };
  if (sources.length > 0) {
    await contents.load([...sources.map(({ file }) => file), ...targets]);
    const candidates = await findCandidates(sources, targets, contents, scoreMin, giveTurn);
    const sorted = bestFirst(candidates);
    for (const { source, target, score } of sorted) if (source.uses === 0) book.take(source, target, score);
    if (book.takesCopies) for (const { source, target, score } of sorted) book.take(source, target, score);
  }
  return { renames: book.renames(), notCompared: 0 };
}
