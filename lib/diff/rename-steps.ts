import type { FileContents } from "./file-contents";
import { baseName, isRegular, type ListedFile } from "./listed-file";
import type { RenameBook, Source } from "./rename-book";
import { fullScore } from "./similarity";

/** Takes the pairs with equal contents, those with equal names first. */
export function takeExact(book: RenameBook) {
  const byHash = groupBy(book.sources, ({ file }) => file.hash);
  for (const target of book.openTargets()) {
    const [first, ...others] = (byHash.get(target.hash) ?? []).filter(
      (source) => isSameKind(source.file, target) && (source.uses === 0 || book.takesCopies),
    );
    if (first === undefined) continue;
    const rank = ({ uses, file }: Source) => Number(uses === 0) + Number(baseName(file) === baseName(target));
    const best = others.reduce((so, other) => (rank(other) > rank(so) ? other : so), first);
    book.take(best, target, fullScore);
  }
}

/** A symlink and a file with the same bytes are different things. */
function isSameKind(one: ListedFile, other: ListedFile): boolean {
  return one.mode === other.mode || (isRegular(one) && isRegular(other));
}

/** Takes the pairs whose name no other file has that is gone or has come, where they are alike enough. */
export async function takeSameNames(book: RenameBook, contents: FileContents, scoreMin: number) {
  const targets = groupBy(book.openTargets(), baseName);
  const pairs: { source: Source; target: ListedFile }[] = [];
  for (const [name, sources] of groupBy(book.openSources(), ({ file }) => baseName(file))) {
    const [source, otherSource] = sources;
    const [target, otherTarget] = targets.get(name) ?? [];
    if (source && target && !otherSource && !otherTarget) pairs.push({ source, target });
  }
  await contents.load(pairs.flatMap(({ source, target }) => [source.file, target]));
  for (const { source, target } of pairs) {
    const score = contents.compare(source.file, target, scoreMin);
    if (score > 0) book.take(source, target, score);
  }
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
