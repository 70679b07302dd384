/** `42`, `10-20` or `L10-L20` as the hash that marks those lines; null when it is neither. */
export function lineHashOf(text: string): string | null {
  const match = /^\s*#?L?([1-9]\d{0,8})(?:\s*[-–:]\s*L?([1-9]\d{0,8}))?\s*$/i.exec(text);
  if (!match) return null;
  const first = Number(match[1]);
  const second = match[2] === undefined ? first : Number(match[2]);
  const [from, to] = [Math.min(first, second), Math.max(first, second)];
  return from === to ? `#L${from}` : `#L${from}-L${to}`;
}
