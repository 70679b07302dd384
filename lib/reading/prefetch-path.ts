import "server-only";
import { z } from "zod";
import { type Commit, commit } from "@/contract/content";
import { objectHash } from "@/contract/names";
import { logPath } from "@/contract/paths";
import { callApi } from "@/lib/artifacts/client";
import { connection } from "@/lib/artifacts/connection";
import { type ContentRepo, getCommit, getTree, keepCommit, listCommits } from "@/lib/artifacts/content";
import { logPageSize } from "@/lib/history/commit-log";
import { readLevels } from "@/lib/paths/read-levels";
import { readReadme } from "./find-readme";
import { loadRepo } from "./open-repo";
import { type FarPath, prefetchTrees } from "./prefetch-trees";
import { readAttributesFile } from "./read-attributes";
import { repoHint } from "./repo-hints";
import { type ResolvedRef, resolveHead, resolveRefPath } from "./resolve-ref";

/** With the call before and one for the README after, a page is no deeper than four. */
const roundsAfforded = 2;

/** A ref may have slashes in its name. More of them than this are found out the long way. */
const refSegmentsMax = 2;

/**
 * Reads what a place will need, beside the calls that find out where it is: the repo's record, the token, the refs. It goes by
 * the refs that were seen last; for a repo that has not been opened yet, by the log, which needs no refs. All that it brings
 * is kept by hash, so a wrong guess costs a call and never shows a wrong page. `segments` is null for the root of HEAD.
 * A page that shows what changed each entry last needs the log, too.
 */
export function prefetchPath(
  namespace: string,
  name: string,
  segments: string[] | null,
  { wantsLog }: { wantsLog: boolean },
): void {
  // A failure here comes up once more in the call that the page waits for.
  guess(namespace, name, segments, wantsLog).catch(() => undefined);
}

async function guess(
  namespace: string,
  name: string,
  segments: string[] | null,
  wantsLog: boolean,
): Promise<void> {
  const seen = repoHint(namespace, name);
  if (seen !== null) {
    const at = segments === null ? atHead(resolveHead(seen.refs)) : resolveRefPath(seen.refs, segments);
    const content = { namespace, name: seen.repo.name, id: seen.repo.id };
    const { remote } = seen.repo;
    if (at !== null) await walk({ content, remote, commitHash: at.ref.commitHash, path: at.path }, wantsLog);
    return;
  }
  const [repo, found] = await Promise.all([
    loadRepo(namespace, name),
    segments === null ? latestCommit(namespace, name, undefined, []) : findCommit(namespace, name, segments),
  ]);
  if (found === null) return;
  const content = { namespace, name: repo.name, id: repo.id };
  keepCommit(content, found.commit);
  const { remote } = repo;
  await walk({ content, remote, commitHash: found.commit.hash, path: found.path }, wantsLog);
}

function atHead(ref: ResolvedRef | null): { ref: ResolvedRef; path: string[] } | null {
  return ref === null ? null : { ref, path: [] };
}

async function walk(at: FarPath, wantsLog: boolean): Promise<void> {
  const { content, commitHash, path } = at;
  if (wantsLog) listCommits(content, commitHash, { limit: logPageSize }).catch(() => undefined);
  const stopBringing = prefetchTrees(at, { roundsAfforded });
  try {
    const { treeHash } = await getCommit(content, commitHash);
    if (wantsLog) readRootAttributes(content, treeHash).catch(() => undefined);
    const levels = await readLevels(content, treeHash, path.join("/"));
    const level = levels.at(-1);
    if (level === undefined || levels.length !== path.length + 1) return;
    stopBringing();
    await readReadme(content, treeHash, level);
  } finally {
    stopBringing();
  }
}

/** Which files Git LFS keeps is said in the root, mostly, and must be known before their pointers are read. */
async function readRootAttributes(content: ContentRepo, rootTreeHash: string): Promise<void> {
  await readAttributesFile(content, await getTree(content, rootTreeHash), "");
}

interface Found {
  commit: Commit;
  path: string[];
}

/** The longest ref that the log knows. */
async function findCommit(namespace: string, name: string, segments: string[]): Promise<Found | null> {
  const lengths = Math.min(refSegmentsMax, objectHash.safeParse(segments[0]).success ? 1 : segments.length);
  const found = await Promise.all(
    Array.from({ length: lengths }, (_, index) =>
      latestCommit(namespace, name, segments.slice(0, index + 1).join("/"), segments.slice(index + 1)),
    ),
  );
  return found.findLast((candidate) => candidate !== null) ?? null;
}

/** By ref, so the answer itself is not kept. */
async function latestCommit(
  namespace: string,
  name: string,
  ref: string | undefined,
  path: string[],
): Promise<Found | null> {
  const { result } = await callApi(z.array(commit), {
    path: logPath(connection().account, namespace, name),
    query: { ref, limit: 1 },
  });
  const [first] = result;
  return first === undefined ? null : { commit: first, path };
}
