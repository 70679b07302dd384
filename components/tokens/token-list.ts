import type { TokenState } from "@/contract/tokens";
import type { LabelledToken } from "@/lib/wire/answers";
import type { TokenSort } from "./token-table-state";

/** A token that ran out since the list was fetched is expired on the page too. */
export function stateAt(token: LabelledToken, now: number): TokenState {
  return token.state === "active" && Date.parse(token.expires_at) <= now ? "expired" : token.state;
}

export function sortTokens(
  tokens: readonly LabelledToken[],
  sort: TokenSort,
  direction: "asc" | "desc",
): LabelledToken[] {
  const sign = direction === "asc" ? 1 : -1;
  const compare = (a: LabelledToken, b: LabelledToken) =>
    sort === "scope" ? a.scope.localeCompare(b.scope) : Date.parse(a[sort]) - Date.parse(b[sort]);
  return [...tokens].sort((a, b) => sign * compare(a, b) || (a.id < b.id ? -1 : 1));
}

/** By id, beside the list: what moves underneath changes nothing, and it stays from page to page. */
export type TokenSelection = ReadonlyMap<string, LabelledToken>;

export function withTokens(
  selection: TokenSelection,
  tokens: readonly LabelledToken[],
  isSelected: boolean,
): TokenSelection {
  const next = new Map(selection);
  for (const token of tokens) {
    if (isSelected) next.set(token.id, token);
    else next.delete(token.id);
  }
  return next;
}

interface Seen {
  rows: readonly LabelledToken[];
  /** What the same view showed before. */
  before: ReadonlySet<string>;
  now: number;
}

/** A selection without what can be revoked no more, and how many that were; the same one when all can. */
export function keepLive(
  selection: TokenSelection,
  { rows, before, now }: Seen,
): { selection: TokenSelection; ended: number; gone: number } {
  const byId = new Map(rows.map((token) => [token.id, token]));
  const next = new Map(selection);
  let ended = 0;
  let gone = 0;
  for (const [id, selected] of selection) {
    const row = byId.get(id);
    if (stateAt(row ?? selected, now) !== "active") ended += 1;
    // It was here and is no more: revoked elsewhere, or on another page, where its selection cannot be seen.
    else if (row === undefined && before.has(id)) gone += 1;
    else continue;
    next.delete(id);
  }
  return ended + gone === 0 ? { selection, ended, gone } : { selection: next, ended, gone };
}
