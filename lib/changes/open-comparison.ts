import "server-only";
import type { Commit } from "@/contract/content";
import { getCommit, isNoObject } from "@/lib/artifacts/content";
import { aheadBehindOf } from "@/lib/history/ahead-behind";
import { commitsBetween } from "@/lib/history/commits-between";
import { commitWithoutFacts, type HistoryCommit } from "@/lib/history/history-commit";
import { joinGraphs } from "@/lib/history/join-graphs";
import { mergeBases } from "@/lib/history/merge-bases";
import { type History, openHistory } from "@/lib/history/open-history";
import { type OpenRepo, openRepo } from "@/lib/reading/open-repo";
import { resolvePlace } from "@/lib/reading/resolve-place";
import { type ResolvedRef, resolveHead } from "@/lib/reading/resolve-ref";
import type { Divergence } from "@/lib/wire/answers";
import { commitOrNull } from "./commit-or-null";
import type { Range, RangeSide } from "./parse-range";

/** One side of a comparison: a commit, and what led to it. */
export interface ComparedSide {
  namespace: string;
  opened: OpenRepo;
  ref: ResolvedRef;
  commit: Commit;
}

/** Why a side leads to no commit. `unsure`: more than one commit's hash begins so. */
export interface MissingSide {
  side: "base" | "head";
  text: RangeSide;
  reason: "no-repo" | "no-ref" | "unsure" | "no-commits";
}

export interface Comparison {
  base: ComparedSide;
  head: ComparedSide;
  /** The commits from which both come, newest first; empty where there is none, as far as is known. */
  mergeBases: string[];
  /** What the head is compared with; null for the base itself. */
  mergeBase: Commit | null;
  divergence: Divergence;
  /** The newest commits that one side has and the other has not. */
  ahead: HistoryCommit[];
  behind: HistoryCommit[];
  /** Ask for as much to know more; null where all is known. */
  nextDepth: number | null;
}

/** Commits that are listed on each side; the log has the others. */
const usualListedMax = 250;

interface ComparisonAsked {
  dots: Range["dots"];
  /** How deep a history is looked at that is too long to be known whole. */
  depth?: number | undefined;
  listedMax?: number;
  signal?: AbortSignal;
}

/** Throws `ArtifactsError`. */
export async function openSides(
  namespace: string,
  name: string,
  { base, head }: Range,
): Promise<{ base: ComparedSide; head: ComparedSide } | MissingSide> {
  const [one, other] = await Promise.all([
    openSide(namespace, name, base, "base"),
    openSide(namespace, name, head, "head"),
  ]);
  if ("reason" in one) return one;
  return "reason" in other ? other : { base: one, head: other };
}

async function openSide(
  namespace: string,
  name: string,
  text: RangeSide,
  side: "base" | "head",
): Promise<ComparedSide | MissingSide> {
  const [repo = name, owner = namespace] = (text.repo ?? name).split("/").reverse();
  try {
    const opened = await openRepo(owner, repo);
    const ref = await refOf(opened, text.ref);
    if (typeof ref === "string") return { side, text, reason: ref };
    const commit = await commitOrNull(opened.content, ref.commitHash);
    return commit === null ? { side, text, reason: "no-ref" } : { namespace: owner, opened, ref, commit };
  } catch (error) {
    // The page's own repo is the page's to explain.
    if (text.repo === null || !isNoObject(error)) throw error;
    return { side, text, reason: "no-repo" };
  }
}

async function refOf(opened: OpenRepo, text: string): Promise<ResolvedRef | MissingSide["reason"]> {
  if (text === "") return resolveHead(opened.refs) ?? "no-commits";
  const place = await resolvePlace(opened, text.split("/"));
  if (place === null) return "no-ref";
  if (place.kind === "unsure") return "unsure";
  return place.path.length === 0 ? place.ref : "no-ref";
}

/** What lies between two commits, of one repo or of two. Throws `ArtifactsError`. */
export async function openComparison(
  base: ComparedSide,
  head: ComparedSide,
  { dots, depth, listedMax = usualListedMax, signal }: ComparisonAsked,
): Promise<Comparison> {
  const asked = { ...(depth === undefined ? {} : { depth }), ...(signal === undefined ? {} : { signal }) };
  const historyOf = ({ opened: { content, repo } }: ComparedSide, tips: string[]) =>
    openHistory({ content, remote: repo.remote }, tips, asked);
  const isOne = base.opened.repo.id === head.opened.repo.id;
  const [ofBase, ofHead] = isOne
    ? await historyOf(base, [base.commit.hash, head.commit.hash]).then((both) => [both, both] as const)
    : await Promise.all([historyOf(base, [base.commit.hash]), historyOf(head, [head.commit.hash])]);
  const graph = isOne ? ofHead.graph : joinGraphs(ofBase.graph, ofHead.graph);
  const bases = mergeBases(graph, base.commit.hash, head.commit.hash);
  const [nearest] = dots === "..." ? bases : [];
  const list = (from: string, to: string) =>
    Promise.all(
      commitsBetween(graph, from, to, listedMax).map((hash) =>
        commitOf(hash, [ofHead, ofBase], [head, base]),
      ),
    );
  const [ahead, behind] = await Promise.all([
    list(base.commit.hash, head.commit.hash),
    list(head.commit.hash, base.commit.hash),
  ]);
  const isWhole = ofBase.isWhole && ofHead.isWhole;
  const depths = [ofBase, ofHead].flatMap(({ nextDepth }) => nextDepth ?? []);
  return {
    base,
    head,
    mergeBases: bases,
    mergeBase: nearest === undefined ? null : await commitOf(nearest, [ofHead, ofBase], [head, base]),
    divergence: aheadBehindOf({ graph, isWhole }, base.commit.hash)(head.commit.hash),
    ahead,
    behind,
    nextDepth: depths.length === 0 ? null : Math.max(...depths),
  };
}

/** From what is known of the histories, or else from the repo that has it. */
async function commitOf(
  hash: string,
  histories: readonly History[],
  [head, base]: readonly [ComparedSide, ComparedSide],
): Promise<HistoryCommit> {
  for (const history of histories) {
    const known = history.commit(hash);
    if (known !== null) return known;
  }
  try {
    return commitWithoutFacts(await getCommit(head.opened.content, hash));
  } catch (error) {
    if (!isNoObject(error)) throw error;
    return commitWithoutFacts(await getCommit(base.opened.content, hash));
  }
}
