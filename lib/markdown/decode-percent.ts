/** What a part of a URL is written for. A lone `%` is one that was meant as it stands. */
export function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
