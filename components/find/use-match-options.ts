import { useEffect, useRef, useState } from "react";

/** What the list of matches and the field above it share: which of them Enter opens. */
export interface MatchOptions {
  listId: string;
  activeAt: number;
  /** For the field's `aria-activedescendant`; none where nothing matches. */
  activeId: string | undefined;
  list: React.RefObject<HTMLDivElement | null>;
  idOf(at: number): string;
  point(at: number): void;
  /** Does what a key does in a field above a list; false when it does nothing there. */
  press(key: string): boolean;
}

/** `ranked`: what the matches are for. While that is not what is typed, Enter waits for those that are. */
export function useMatchOptions(
  id: string,
  query: string,
  count: number,
  ranked: string | undefined,
): MatchOptions {
  const entered = useRef<string | null>(null);
  const [active, setActive] = useState({ query, at: 0 });
  const list = useRef<HTMLDivElement>(null);
  const last = count - 1;
  // Another query begins at the top.
  const activeAt = active.query === query ? Math.min(active.at, Math.max(0, last)) : 0;
  const idOf = (at: number) => `${id}-option-${at}`;
  const point = (at: number) => {
    if (at !== activeAt) setActive({ query, at });
  };

  const open = () => document.getElementById(idOf(activeAt))?.click();
  useEffect(() => {
    if (ranked !== query || entered.current !== query) return;
    entered.current = null;
    open();
  });

  const press = (key: string) => {
    if (key === "Enter") {
      if (ranked === query) open();
      else entered.current = query;
    }
    const to = placeAfter(key, activeAt, last);
    if (to === null) return key === "Enter";
    setActive({ query, at: to });
    list.current?.children[to]?.scrollIntoView({ block: "nearest" });
    return true;
  };

  return {
    listId: `${id}-list`,
    activeAt,
    activeId: count > 0 ? idOf(activeAt) : undefined,
    list,
    idOf,
    point,
    press,
  };
}

function placeAfter(key: string, at: number, last: number): number | null {
  if (key === "ArrowDown") return at >= last ? 0 : at + 1;
  if (key === "ArrowUp") return at <= 0 ? last : at - 1;
  if (key === "PageDown") return Math.min(last, at + 10);
  if (key === "PageUp") return Math.max(0, at - 10);
  return null;
}
