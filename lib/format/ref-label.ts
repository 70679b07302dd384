import { shortHash } from "./short-hash";

const prefixes = { branch: "refs/heads/", tag: "refs/tags/" };

/** What a person calls a ref, from its spelling in URLs: `v1` for `refs/tags/v1`, seven characters of a commit. */
export function refLabel(kind: "branch" | "tag" | "commit", name: string): string {
  if (kind === "commit") return shortHash(name);
  const prefix = prefixes[kind];
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}
