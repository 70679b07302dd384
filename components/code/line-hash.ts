/** Lines a URL's hash points at, counted from 1, both ends included. */
export interface LineRange {
  from: number;
  to: number;
}

/** `#L10` or `#L10-L20`, in either order; `#L10-20` and GitHub's columns (`#L10C3-L12C5`) are understood as well. Null for any other hash. */
export function parseLineHash(hash: string): LineRange | null {
  const match = /^#L([1-9]\d{0,8})(?:C\d+)?(?:-L?([1-9]\d{0,8})(?:C\d+)?)?$/.exec(hash);
  if (!match) return null;
  const first = Number(match[1]);
  const second = match[2] === undefined ? first : Number(match[2]);
  return { from: Math.min(first, second), to: Math.max(first, second) };
}

export function formatLineHash({ from, to }: LineRange): string {
  return from === to ? `#L${from}` : `#L${from}-L${to}`;
}

/** The range after a click on a line's number: alone, or with Shift from where the last plain click was. */
export function extendRange(anchor: number | null, line: number, isExtending: boolean): LineRange {
  if (!isExtending || anchor === null) return { from: line, to: line };
  return { from: Math.min(anchor, line), to: Math.max(anchor, line) };
}
