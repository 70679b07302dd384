import "server-only";
import type { NotebookCell } from "@/lib/text/parse-notebook";
import { type Aligned, alignItems } from "./align-items";
import { diffItems } from "./diff-items";

export interface AlignedCell extends Aligned {
  isMoved: boolean;
}

/** Cells by their ids, or else by what is in them. Null where that takes too long. */
export async function alignCells(
  before: readonly NotebookCell[],
  after: readonly NotebookCell[],
  owner: string,
): Promise<AlignedCell[] | null> {
  const hasIds = haveIds(before, after);
  const keyOf = ({ id, kind, source }: NotebookCell) => (hasIds ? `${id}` : `${kind} ${source}`);
  const keys = { before: before.map(keyOf), after: after.map(keyOf) };
  const runs = await diffItems(keys.before, keys.after, owner);
  if (runs === null) return null;
  const aligned = alignItems({
    before: before.map(({ source }) => source.slice(0, comparedChars)),
    after: after.map(({ source }) => source.slice(0, comparedChars)),
    runs,
    isPair: (old, now) => !hasIds && before[old]?.kind === after[now]?.kind,
  });
  return findMoved(aligned, keys);
}

/** So much of each says whether two are alike. */
const comparedChars = 900;

/** Whether ids can be relied on: every cell has one of its own, and some of them stayed. */
function haveIds(before: readonly NotebookCell[], after: readonly NotebookCell[]): boolean {
  const idsOf = (cells: readonly NotebookCell[]) => new Set(cells.flatMap(({ id }) => id ?? []));
  const [old, now] = [idsOf(before), idsOf(after)];
  return old.size === before.length && now.size === after.length && [...now].some((id) => old.has(id));
}

/** One that went and one that came under the same key are one that was moved: it is shown where it stands now. */
function findMoved(
  aligned: readonly Aligned[],
  keys: { before: readonly string[]; after: readonly string[] },
): AlignedCell[] {
  const gone = new Map<string, number>();
  for (const { before, after } of aligned) {
    if (before !== null && after === null) gone.set(keys.before[before] ?? "", before);
  }
  const moved = new Set<number>();
  const found = aligned.map(({ before, after }): AlignedCell => {
    const key = after === null ? undefined : keys.after[after];
    const from = before === null && key !== undefined ? gone.get(key) : undefined;
    if (key === undefined || from === undefined) return { before, after, isMoved: false };
    gone.delete(key);
    moved.add(from);
    return { before: from, after, isMoved: true };
  });
  return found.filter(({ before, after }) => after !== null || before === null || !moved.has(before));
}
