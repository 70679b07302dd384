/** What an imported repo says of where it came from. */
export function sourceOf(url: string): string {
  return `git:${url.replace(/\/+$/, "").replace(/\.git$/, "")}.git`;
}
