/** The seven characters people recognise a commit by. */
export function shortHash(hash: string): string {
  return hash.slice(0, 7);
}
