/** What makes two names the same. Names are ASCII, so this is the same on every machine. */
export function nameKey(name: string): string {
  return name.toLowerCase();
}

/**
 * Whether there can be something of this name. Others are not asked for: PostgreSQL refuses a NUL, and a few characters
 * outside of ASCII turn into ASCII ones in lower case.
 */
export function canBeName(text: string): boolean {
  return /^[a-zA-Z0-9._-]+$/.test(text);
}
