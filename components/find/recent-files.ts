import { z } from "zod";

const keptMax = 20;
const paths = z.array(z.string()).catch([]);

const keyOf = (namespace: string, repo: string) => `vitrine-recent-files:${namespace}/${repo}`;

/** Files chosen in this tab, the latest first; none where the browser keeps nothing. */
export function recentFiles(namespace: string, repo: string): string[] {
  try {
    return paths.parse(JSON.parse(sessionStorage.getItem(keyOf(namespace, repo)) ?? "[]"));
  } catch {
    return [];
  }
}

export function rememberFile(namespace: string, repo: string, path: string): void {
  const others = recentFiles(namespace, repo).filter((other) => other !== path);
  try {
    sessionStorage.setItem(keyOf(namespace, repo), JSON.stringify([path, ...others].slice(0, keptMax)));
  } catch {
    // A browser that keeps nothing only forgets the order.
  }
}
