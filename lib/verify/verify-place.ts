import type { Commit, TreeEntry } from "@/contract/content";
import { canRemakeCommit } from "./commit-hash";
import { gitHash, remakeTree } from "./git-hash";

/** One link of the chain from a file up to the commit. */
export interface Link {
  kind: "blob" | "tree" | "commit";
  /** A path; empty for the root. */
  name: string;
  /** The hash that the link above names. */
  hash: string;
  verdict: "matches" | "differs" | "unknown";
  /** Why it is unknown, in words. */
  reason?: string;
}

export interface Place {
  commit: Commit;
  path: string[];
  /** The trees from the root down to the directory that holds the file, or to the directory itself. */
  levels: readonly (readonly TreeEntry[])[];
  /** Null for a directory, and for a submodule, whose content is elsewhere. */
  blob: { bytes: Uint8Array } | { reason: string } | null;
}

/**
 * Recomputes the names of a place's objects from what came, the file first and the commit last. Each is compared with the
 * hash that the object above it holds, so that a match of all means: these bytes are what the commit's hash stands for.
 */
export async function verifyPlace({ commit, path, levels, blob }: Place): Promise<Link[]> {
  const links: Link[] = [await commitLink(commit)];
  let hash: string | undefined = commit.treeHash;
  for (const [depth, entries] of levels.entries()) {
    const name = path.slice(0, depth).join("/");
    if (hash === undefined) return [...links, missing("tree", name)];
    links.push(await treeLink(name, hash, entries));
    const next = path[depth];
    hash = next === undefined ? undefined : entries.find((entry) => entry.name === next)?.hash;
  }
  if (blob !== null) {
    const name = path.join("/");
    links.push(hash === undefined ? missing("blob", name) : await blobLink(name, hash, blob));
  }
  return links.reverse();
}

async function blobLink(
  name: string,
  hash: string,
  blob: { bytes: Uint8Array } | { reason: string },
): Promise<Link> {
  if ("reason" in blob) return { kind: "blob", name, hash, verdict: "unknown", reason: blob.reason };
  const verdict = (await gitHash("blob", blob.bytes)) === hash ? "matches" : "differs";
  return { kind: "blob", name, hash, verdict };
}

async function treeLink(name: string, hash: string, entries: readonly TreeEntry[]): Promise<Link> {
  const bytes = remakeTree(entries);
  if (bytes !== null && (await gitHash("tree", bytes)) === hash) {
    return { kind: "tree", name, hash, verdict: "matches" };
  }
  const reason =
    bytes === null ? "A name in it is not valid UTF-8, so the API cannot tell its exact bytes." : undefined;
  return { kind: "tree", name, hash, verdict: bytes === null ? "unknown" : "differs", reason };
}

async function commitLink(commit: Commit): Promise<Link> {
  const isRemade = await canRemakeCommit(commit);
  return {
    kind: "commit",
    name: "",
    hash: commit.hash,
    verdict: isRemade ? "matches" : "unknown",
    reason: isRemade
      ? undefined
      : "The API leaves out time zones, signatures and further headers, so this commit object cannot be put together again. A signed commit is always like this.",
  };
}

function missing(kind: "blob" | "tree", name: string): Link {
  return { kind, name, hash: "", verdict: "differs", reason: "The directory above does not list it." };
}
