/** What makes two names the same. Names are ASCII, so this is the same on every machine. */
export function nameKey(name: string): string {
  return name.toLowerCase();
}
