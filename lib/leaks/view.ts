/** How a token was hidden in what was pasted. */
export type Disguise = "terminal codes" | "escaped" | "wrapped over lines" | "base64";

/**
 * A text as it reads once an encoding is undone. `origins` has one more entry than `text` has UTF-16 units: where each
 * of them, and the end, stands in the text that was pasted.
 */
export interface View {
  text: string;
  origins: Int32Array;
  disguises: readonly Disguise[];
}

export function viewOf(text: string): View {
  return { text, origins: Int32Array.from({ length: text.length + 1 }, (_, index) => index), disguises: [] };
}

/**
 * The view with every match replaced; the same object when nothing matched. What a match is replaced by stands where the
 * match began, and is never longer than it. `replace` may answer null to keep a match as it is.
 */
export function rewrite(
  view: View,
  pattern: RegExp,
  replace: (match: string) => string | null,
  disguise: Disguise,
): View {
  const parts: string[] = [];
  const origins = new Int32Array(view.text.length + 1);
  let length = 0;
  let from = 0;
  const keepUntil = (to: number) => {
    parts.push(view.text.slice(from, to));
    origins.set(view.origins.subarray(from, to), length);
    length += to - from;
  };
  for (const { 0: match, index } of view.text.matchAll(pattern)) {
    const replacement = replace(match);
    if (replacement === null) continue;
    keepUntil(index);
    parts.push(replacement);
    origins.fill(view.origins[index] ?? 0, length, length + replacement.length);
    length += replacement.length;
    from = index + match.length;
  }
  if (parts.length === 0) return view;
  keepUntil(view.text.length);
  origins[length] = view.origins[view.text.length] ?? 0;
  return {
    text: parts.join(""),
    origins: origins.subarray(0, length + 1),
    disguises: [...view.disguises.filter((one) => one !== disguise), disguise],
  };
}
