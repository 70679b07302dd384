/** How well a text fits what is typed: itself, its beginning, the beginning of a word in it, or somewhere in it. Lower is better. */
function fitOf(text: string, typed: string): number {
  const lower = text.toLowerCase();
  if (lower === typed) return 0;
  if (lower.startsWith(typed)) return 1;
  const at = lower.indexOf(typed);
  if (at < 0) return 4;
  return /[a-z0-9]/.test(lower.charAt(at - 1)) ? 3 : 2;
}

/** Those that fit best come first; of those that fit alike, as they were. */
export function bestFirst<Item>(
  items: readonly Item[],
  typed: string,
  textOf: (item: Item) => string,
): Item[] {
  const needle = typed.trim().toLowerCase();
  if (needle === "") return [...items];
  const fits = new Map(items.map((item) => [item, fitOf(textOf(item), needle)]));
  return items.toSorted((a, b) => (fits.get(a) ?? 0) - (fits.get(b) ?? 0));
}
