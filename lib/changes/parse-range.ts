/** One side of a comparison, as an address spells it. */
export interface RangeSide {
  /** Where the ref is to be found, if not in the page's own repo: `repo` or `namespace/repo`. */
  repo: string | null;
  /** A branch, a tag or a hash; empty for the default branch. */
  ref: string;
}

export interface Range {
  base: RangeSide;
  head: RangeSide;
  /** `...`: against the commit from which both come; `..`: against the base itself. */
  dots: ".." | "...";
}

/** `base...head`, `base..head`, or a head alone. No ref has two dots in its name, and none a colon. */
export function parseRange(text: string): Range {
  const [, base = "", dots = "...", head = ""] = /^(.*?)(\.{2,3})(.*)$/s.exec(text) ?? [];
  const sides = /\.\./.test(text) ? { base, head } : { base: "", head: text };
  return {
    base: parseSide(sides.base),
    head: parseSide(sides.head),
    dots: dots === ".." ? ".." : "...",
  };
}

export function parseSide(text: string): RangeSide {
  const at = text.indexOf(":");
  return at < 0
    ? { repo: null, ref: text.trim() }
    : { repo: text.slice(0, at).trim() || null, ref: text.slice(at + 1).trim() };
}

export const sideText = ({ repo, ref }: RangeSide) => (repo === null ? ref : `${repo}:${ref}`);

/** What `parseRange` reads. */
export const rangeText = ({ base, head, dots }: Range) => `${sideText(base)}${dots}${sideText(head)}`;
