import "server-only";
import { readRefDetails } from "@/lib/history/ref-details";
import type { RefDetails, TagMessages } from "@/lib/wire/answers";
import type { RefRow } from "@/lib/wire/ref-row";
import type { OpenRepo } from "./open-repo";
import { branchesInOrder, tagsInOrder } from "./ref-names";
import { refUrlNames } from "./ref-url-names";
import { settleWithin } from "./settle-within";
import { readTagMessages } from "./tag-messages";

export interface RefsPage {
  rows: RefRow[];
  page: number;
  pageCount: number;
  /** How many the filter leaves. */
  count: number;
  /** What the branches are compared with; null for tags, and where there is no default branch. */
  base: { name: string; hash: string } | null;
  /** As far as they were known at once. */
  facts: RefDetails;
  notes: TagMessages | null;
}

const rowsPerPage = 50;
/** As many as a browser asks for at once; the rest fills while the page is read. */
const factsPerCall = 10;
/** Branches of the pages that come next, whose facts one fetch may bring along. */
const soonMax = 500;

interface PageQuery {
  filter: string;
  page: number;
}

function pageOf(rows: readonly RefRow[], { filter, page }: PageQuery) {
  const needle = filter.trim().toLowerCase();
  const left = needle ? rows.filter(({ label }) => label.toLowerCase().includes(needle)) : rows;
  const pageCount = Math.max(1, Math.ceil(left.length / rowsPerPage));
  const at = Math.min(page, pageCount);
  return {
    rows: left.slice((at - 1) * rowsPerPage, at * rowsPerPage),
    page: at,
    pageCount,
    count: left.length,
  };
}

export async function readBranchesPage(
  { refs, content, repo }: OpenRepo,
  query: PageQuery,
): Promise<RefsPage> {
  const spell = refUrlNames(refs);
  const rows = branchesInOrder(refs).map(({ name, hash }) => ({
    label: name,
    name: spell.branch(name),
    commitHash: hash,
    tagHash: null,
  }));
  const shown = pageOf(rows, query);
  const head = refs.branches.find(({ name }) => name === refs.head);
  const base = head === undefined ? null : { name: head.name, hash: head.hash };
  const heads = shown.rows.slice(0, factsPerCall).map(({ commitHash }) => commitHash);
  const soon = rows.slice(0, soonMax).map(({ commitHash }) => commitHash);
  const facts = await settleWithin(
    readRefDetails({ content, remote: repo.remote }, { base: base?.hash, heads, soon }),
  );
  return { ...shown, base, facts: facts ?? {}, notes: null };
}

export async function readTagsPage({ refs, content, repo }: OpenRepo, query: PageQuery): Promise<RefsPage> {
  const spell = refUrlNames(refs);
  const rows = tagsInOrder(refs).map(({ name, hash, commitHash, annotated }) => ({
    label: name,
    name: spell.tag(name),
    commitHash,
    tagHash: annotated ? hash : null,
  }));
  const shown = pageOf(rows, query);
  const heads = shown.rows.slice(0, factsPerCall).map(({ commitHash }) => commitHash);
  const annotated = shown.rows.flatMap(({ tagHash }) => tagHash ?? []);
  const [facts, notes] = await Promise.all([
    settleWithin(readRefDetails({ content, remote: repo.remote }, { heads })),
    annotated.length > 0 ? settleWithin(readTagMessages(content, repo.remote, annotated)) : null,
  ]);
  return { ...shown, base: null, facts: facts ?? {}, notes };
}

/** Notes and whatever else programs keep below `refs/`, to be looked at by commit. */
export function readOtherRefsPage({ refs }: OpenRepo, query: PageQuery): RefsPage {
  const rows = refs.others.map(({ name, hash }) => ({
    label: name,
    name: hash,
    commitHash: hash,
    tagHash: null,
  }));
  return { ...pageOf(rows, query), base: null, facts: {}, notes: null };
}
