import { splitHidden } from "./hidden-characters";

/** Some scripts stack three marks on a letter. More are there to paint over what stands above or below. */
const oddInName = /\p{Cc}|(?<=\p{M}{3})\p{M}+/gu;

export interface NamePart {
  text: string;
  /** What stands for it where it is shown: `U+202E`, `+12 marks`. */
  label: string | null;
}

/** Cuts a name at what would not be seen, would turn what stands beside it, or would leave its line. */
export function splitName(name: string): NamePart[] {
  return splitHidden(name).flatMap(({ text, hidden }) =>
    hidden === null ? splitOdd(text) : [{ text, label: hidden }],
  );
}

function splitOdd(text: string): NamePart[] {
  const parts: NamePart[] = [];
  let from = 0;
  for (const { 0: odd, index } of text.matchAll(oddInName)) {
    if (index > from) parts.push({ text: text.slice(from, index), label: null });
    parts.push({ text: odd, label: labelOf(odd) });
    from = index + odd.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), label: null });
  return parts;
}

function labelOf(odd: string): string {
  const code = odd.codePointAt(0) ?? 0;
  if (code < 0xa0) return `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  const count = [...odd].length;
  return `+${count} ${count === 1 ? "mark" : "marks"}`;
}
