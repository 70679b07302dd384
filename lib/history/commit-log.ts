import "server-only";
import type { Commit } from "@/contract/content";
import { ArtifactsError } from "@/lib/artifacts/artifacts-error";
import { type ContentRepo, getCommit, listCommits } from "@/lib/artifacts/content";

/** Commits a call of the log brings. */
export const logPageSize = 200;

/** The log of a commit, newest first, read page by page as far as it is needed. */
export interface CommitLog {
  /** Of what has been read. */
  readonly length: number;
  readonly hasEnded: boolean;
  at(position: number): Commit | undefined;
  readPage(): Promise<void>;
  /** Asks for the next page before it is needed. If that fails, so does the `readPage` that needs it. */
  loadAhead(): void;
  /** The first parent, if it has been read. */
  firstParentOf(commit: Commit): Commit | undefined;
  /** The parents that are there: a shallow import cuts some off. */
  parentsOf(commit: Commit): Promise<Commit[]>;
  forget(): void;
}

export function createCommitLog(repo: ContentRepo, start: string): CommitLog {
  const commits: Commit[] = [];
  const known = new Map<string, Commit>();
  let hasEnded = false;
  let nextPage: Promise<Commit[]> | null = null;

  const loadPage = () => {
    nextPage ??= listCommits(repo, start, { limit: logPageSize, offset: commits.length });
    return nextPage;
  };

  async function commitAt(hash: string): Promise<Commit | null> {
    const commit = known.get(hash);
    if (commit !== undefined || hasEnded) return commit ?? null;
    try {
      return await getCommit(repo, hash);
    } catch (error) {
      if (error instanceof ArtifactsError && error.kind === "not-found") return null;
      throw error;
    }
  }

  return {
    get length() {
      return commits.length;
    },
    get hasEnded() {
      return hasEnded;
    },
    at: (position) => commits[position],
    async readPage() {
      let page: Commit[];
      try {
        page = await loadPage();
      } finally {
        nextPage = null;
      }
      for (const commit of page) known.set(commit.hash, commit);
      commits.push(...page);
      hasEnded = page.length < logPageSize;
    },
    loadAhead() {
      loadPage().catch(() => undefined);
    },
    firstParentOf: ({ parents: [first] }) => (first === undefined ? undefined : known.get(first)),
    async parentsOf({ parents }) {
      const there: Commit[] = [];
      for (const hash of parents) {
        const parent = await commitAt(hash);
        if (parent !== null) there.push(parent);
      }
      return there;
    },
    forget() {
      commits.length = 0;
      known.clear();
    },
  };
}
