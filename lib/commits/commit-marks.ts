import "server-only";
import { objectHash } from "@/contract/names";
import { ArtifactsError } from "@/lib/artifacts/artifacts-error";
import { getCommit, getTree } from "@/lib/artifacts/content";
import type { OpenRepo } from "@/lib/reading/open-repo";
import { refUrlNames } from "@/lib/reading/ref-url-names";
import { notesPrefix } from "./read-notes";

export interface RefMark {
  kind: "branch" | "tag";
  name: string;
  /** As an address names it. */
  url: string;
  isDefault: boolean;
}

/** What stands beside a commit in a list. */
export interface CommitMark {
  hash: string;
  refs: RefMark[];
  /** Refs that point here, too, and are not among `refs`. */
  moreRefs: number;
  hasNotes: boolean;
}

/** More at one commit are counted. */
const refsMax = 4;
/** Others are as rare as they are many. */
const notesRefsMax = 4;

/** The marks of those commits that have one. Costs two calls for each ref of notes, and none where they are known. */
export async function readCommitMarks(
  opened: Pick<OpenRepo, "refs" | "content">,
  hashes: readonly string[],
): Promise<CommitMark[]> {
  const refs = refsByCommit(opened, new Set(hashes));
  const noted = await notedCommits(opened);
  return hashes.flatMap((hash) => {
    const all = refs.get(hash) ?? [];
    const hasNotes = noted.has(hash);
    if (all.length === 0 && !hasNotes) return [];
    const shown = all.slice(0, refsMax);
    return [{ hash, refs: shown, moreRefs: all.length - shown.length, hasNotes }];
  });
}

/** The default branch first, then the branches, then the tags. */
function refsByCommit({ refs }: Pick<OpenRepo, "refs">, wanted: ReadonlySet<string>): Map<string, RefMark[]> {
  const names = refUrlNames(refs);
  const found = new Map<string, RefMark[]>();
  const add = (hash: string, mark: RefMark) => {
    if (!wanted.has(hash)) return;
    const before = found.get(hash) ?? [];
    found.set(hash, mark.isDefault ? [mark, ...before] : [...before, mark]);
  };
  for (const { name, hash } of refs.branches) {
    add(hash, { kind: "branch", name, url: names.branch(name), isDefault: name === refs.head });
  }
  for (const { name, commitHash } of refs.tags) {
    add(commitHash, { kind: "tag", name, url: names.tag(name), isDefault: false });
  }
  return found;
}

/**
 * The commits that have a note. Git spreads many notes over directories, each of which would be a call: then it is not known, and the
 * page of the commit tells.
 */
async function notedCommits({ refs, content }: Pick<OpenRepo, "refs" | "content">): Promise<Set<string>> {
  const tips = refs.others.filter(({ name }) => name.startsWith(notesPrefix)).slice(0, notesRefsMax);
  const trees = await Promise.all(
    tips.map(async ({ hash }) => {
      try {
        return await getTree(content, (await getCommit(content, hash)).treeHash);
      } catch (error) {
        // A mark that is missing does not take the log away.
        if (error instanceof ArtifactsError) return [];
        throw error;
      }
    }),
  );
  return new Set(trees.flat().flatMap(({ name }) => (objectHash.safeParse(name).success ? [name] : [])));
}
