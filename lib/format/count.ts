/** `12,345` */
export function formatCount(count: number): string {
  return count.toLocaleString("en-US");
}

/** `1 commit`, `12,345 commits`. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
