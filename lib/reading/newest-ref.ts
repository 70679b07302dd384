import "server-only";
import pLimit from "p-limit";
import { getCommit, isNoObject } from "@/lib/artifacts/content";
import type { OpenRepo } from "./open-repo";
import { branchesInOrder, tagsInOrder } from "./ref-names";
import { refUrlNames } from "./ref-url-names";
import type { ResolvedRef } from "./resolve-ref";

/** Each costs a call, the first time. */
const lookedAtMax = 50;
const callsAtOnce = 8;

/** What stands in for a default branch that cannot be shown. */
export interface NewestRef {
  ref: ResolvedRef;
  label: string;
  /** Of how many it is the newest, where there are more than were looked at. */
  lookedAt: number;
  count: number;
}

interface Candidate {
  kind: "branch" | "tag";
  label: string;
  name: string;
  hash: string;
}

/** The branch whose latest commit is the newest, else such a tag; null where none leads to a commit. */
export async function newestRef({ refs, content }: OpenRepo): Promise<NewestRef | null> {
  const spell = refUrlNames(refs);
  const branches: Candidate[] = branchesInOrder(refs)
    .toSorted((a, b) => rankOf(a.name) - rankOf(b.name))
    .map(({ name, hash }) => ({ kind: "branch", label: name, name: spell.branch(name), hash }));
  const tags: Candidate[] = tagsInOrder(refs).map(({ name, commitHash }) => ({
    kind: "tag",
    label: name,
    name: spell.tag(name),
    hash: commitHash,
  }));
  for (const candidates of [branches, tags]) {
    const looked = await pLimit(callsAtOnce).map(candidates.slice(0, lookedAtMax), async (candidate) => {
      try {
        return { ...candidate, at: (await getCommit(content, candidate.hash)).committedAt };
      } catch (error) {
        if (isNoObject(error)) return null;
        throw error;
      }
    });
    // Of equal age the first in order: sorting is stable.
    const [newest] = looked.filter((candidate) => candidate !== null).toSorted((a, b) => b.at - a.at);
    if (newest === undefined) continue;
    const { kind, label, name, hash } = newest;
    return {
      ref: { kind, name, commitHash: hash },
      label,
      lookedAt: looked.length,
      count: candidates.length,
    };
  }
  return null;
}

const usual = ["main", "master", "trunk", "develop", "dev"];

/** Where there are too many to look at, those first that people mean for a default. */
function rankOf(name: string): number {
  const at = usual.indexOf(name);
  return at < 0 ? usual.length : at;
}
