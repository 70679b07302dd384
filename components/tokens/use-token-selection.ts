import { type ChangeEvent, useEffect, useRef, useState } from "react";
import { chosenRow } from "@/components/ui/chosen-row";
import { countOf } from "@/lib/format/count";
import type { LabelledToken } from "@/lib/wire/answers";
import { keepLive, stateAt, type TokenSelection, withTokens } from "./token-list";

interface SelectionOptions {
  /** What is looked at: a token that is not in another view is not gone. */
  view: string;
  now: number;
  isPaused: boolean;
}

/** Selected by id. What can be revoked no more drops out, and is said in `lost`. */
export function useTokenSelection(rows: readonly LabelledToken[], { view, now, isPaused }: SelectionOptions) {
  const [selected, setSelected] = useState<TokenSelection>(new Map());
  const [lost, setLost] = useState("");
  const seen = useRef<{ view: string; ids: ReadonlySet<string> }>({ view, ids: new Set() });
  const lastChosen = useRef<string | null>(null);

  useEffect(() => {
    if (isPaused) return;
    const before = seen.current.view === view ? seen.current.ids : new Set<string>();
    seen.current = { view, ids: new Set(rows.map(({ id }) => id)) };
    const kept = keepLive(selected, { rows, before, now });
    if (kept.selection === selected) return;
    setSelected(kept.selection);
    const { ended, gone } = kept;
    const words = [
      ended === 0 ? null : `${countOf(ended, "token")} left your selection: revoked or expired meanwhile.`,
      gone === 0 ? null : `${countOf(gone, "token")} left your selection: no longer where it was selected.`,
    ];
    setLost(words.filter((word) => word !== null).join(" "));
  }, [rows, view, now, isPaused, selected]);

  const live = rows.filter((token) => stateAt(token, now) === "active");
  // The dashboard makes its own anew at once: such a token is selected by itself only.
  const selectable = live.filter((token) => token.label === null);
  const select = (next: TokenSelection) => {
    setLost("");
    setSelected(next);
  };
  return {
    selected,
    lost,
    /** How many `selectPage` selects, and how many of these are selected. */
    selectableCount: selectable.length,
    chosenCount: selectable.filter((token) => selected.has(token.id)).length,
    selectOnly: (tokens: readonly LabelledToken[]) => select(withTokens(new Map(), tokens, true)),
    selectPage: (isSelected: boolean) => select(withTokens(selected, selectable, isSelected)),
    selectBox(event: ChangeEvent<HTMLInputElement>) {
      const { at, isSelected, isRange } = chosenRow(event);
      const token = live[at];
      if (token === undefined) return;
      const [from, to] = [lastChosen.current, token.id].map((id) => live.findIndex((each) => each.id === id));
      const isOfTwo = isRange && from !== undefined && to !== undefined && from >= 0;
      const which = isOfTwo ? live.slice(Math.min(from, to), Math.max(from, to) + 1) : [token];
      lastChosen.current = token.id;
      select(withTokens(selected, which, isSelected));
    },
  };
}
