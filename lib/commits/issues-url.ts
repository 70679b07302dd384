import { parseSource } from "@/contract/repo-source";

/** Where a host keeps the issues of a repo, below its address. */
const below: Record<string, string> = {
  "github.com": "issues",
  "gitlab.com": "-/issues",
  "codeberg.org": "issues",
  "bitbucket.org": "issues",
};

/** Where the issues are that a message of this repo means by `#12`; null where nobody can tell. */
export function issuesUrl(source: string | null): string | null {
  const parsed = source === null ? null : parseSource(source);
  if (parsed?.kind !== "import") return null;
  const { hostname, port, pathname } = new URL(parsed.url);
  const where = Object.hasOwn(below, hostname) ? below[hostname] : undefined;
  const path = pathname.replace(/\/+$/, "").replace(/\.git$/, "");
  if (where === undefined || port !== "" || !/^(?:\/[^/]+){2,}$/.test(path)) return null;
  return `https://${hostname}${path}/${where}/`;
}
