import "server-only";
import type { Commit } from "@/contract/content";
import { type ContentRepo, listCommits } from "@/lib/artifacts/content";
import { type GraphRow, graphLanes } from "./graph-lanes";

export const commitsPerPage = 50;

export interface LogPage {
  commits: Commit[];
  /** What is drawn beside each. */
  graph: GraphRow[];
  hasNext: boolean;
}

/** Lines that began further up are not known: there the lanes begin anew. */
const pagesBeforeMax = 5;

/** A page of a log, counted from 1. The pages before tell which lines come in from above; who walks has them already. Throws `ArtifactsError`. */
export async function readLogPage(repo: ContentRepo, tip: string, page: number): Promise<LogPage> {
  const first = Math.max(1, page - pagesBeforeMax);
  const pages = await Promise.all(
    Array.from({ length: page - first + 1 }, (_, at) => readPage(repo, tip, first + at)),
  );
  const found = pages.pop() ?? [];
  const commits = found.slice(0, commitsPerPage);
  const { open } = graphLanes(pages.flatMap((before) => before.slice(0, commitsPerPage)));
  return { commits, graph: graphLanes(commits, open).rows, hasNext: found.length > commitsPerPage };
}

/** One more than is displayed shows whether there is a next page. */
function readPage(repo: ContentRepo, tip: string, page: number): Promise<Commit[]> {
  return listCommits(repo, tip, { limit: commitsPerPage + 1, offset: (page - 1) * commitsPerPage });
}
