import type { Metadata } from "next";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { ChangesView } from "@/components/changes/changes-view";
import { CompareFacts } from "@/components/compare/compare-facts";
import { CompareForm } from "@/components/compare/compare-form";
import { ComparedCommits } from "@/components/compare/compared-commits";
import { MissingSideNote } from "@/components/compare/missing-side-note";
import { CommitList } from "@/components/history/commit-list";
import { Page } from "@/components/shell/page";
import type { Commit } from "@/contract/content";
import { type ChangeOptions, queryOf } from "@/lib/changes/change-options";
import { changedRepo } from "@/lib/changes/changed-repos";
import { compareNames } from "@/lib/changes/compare-names";
import { openChanges } from "@/lib/changes/open-changes";
import { type Comparison, openComparison, openSides } from "@/lib/changes/open-comparison";
import { parseRange, parseSide, type Range, rangeText } from "@/lib/changes/parse-range";
import { decodeSegments } from "@/lib/http/decode-segments";
import { setPageStatus } from "@/lib/http/page-status";
import { openRepo } from "@/lib/reading/open-repo";
import { compareTextUrl, compareUrl } from "@/lib/routes";
import { checkedRepoNames } from "../../../checked-names";
import { askedChanges, numberOf, type Query, textOf } from "../../asked-changes";
import { loadRepoPage } from "../../load-repo-page";

type Props = PageProps<"/[namespace]/[repo]/compare/[[...range]]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { namespace, repo, range = [] } = checkedRepoNames(await params);
  const what = range.length === 0 ? "" : ` ${decodeSegments(range).join("/")}`;
  return { title: `Compare${what} · ${namespace}/${repo}` };
}

export default async function ComparePage({ params, searchParams }: Props) {
  const { namespace, repo: name, range: segments } = checkedRepoNames(await params);
  const query = await searchParams;
  if (query.base !== undefined || query.head !== undefined) redirect(formTarget(namespace, name, query));
  const range = parseRange(segments === undefined ? "" : decodeSegments(segments).join("/"));
  return loadRepoPage("the comparison", async () => {
    const opened = await openRepo(namespace, name);
    const form = (
      <CompareForm
        namespace={namespace}
        repo={name}
        range={range}
        names={await compareNames(namespace, opened)}
      />
    );
    return (
      <Page title="Compare">
        <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
          {form}
          {segments === undefined ? null : await compared({ namespace, name, range, query })}
        </div>
      </Page>
    );
  });
}

interface Compared {
  namespace: string;
  name: string;
  range: Range;
  query: Query;
}

async function compared({ namespace, name, range, query }: Compared): Promise<ReactNode> {
  const sides = await openSides(namespace, name, range);
  if ("reason" in sides) {
    setPageStatus(404);
    return <MissingSideNote {...sides} />;
  }
  const depth = numberOf(query.depth);
  const comparison = await openComparison(sides.base, sides.head, {
    dots: range.dots,
    depth: depth || undefined,
  });
  const keep = depth === 0 ? undefined : { depth: String(depth) };
  const hrefOf = (options: ChangeOptions | null, more?: Record<string, number>) =>
    compareUrl(namespace, name, rangeText(range), { ...(options && queryOf(options)), ...keep, ...more });
  const { nextDepth } = comparison;
  return (
    <>
      <CompareFacts
        comparison={comparison}
        isDirect={range.dots === ".."}
        furtherHref={nextDepth === null ? null : hrefOf(null, { depth: nextDepth })}
      />
      <ComparedCommits
        comparison={comparison}
        draw={(side, commits) => <Commits side={comparison[side]} commits={commits} />}
      />
      <ComparedFiles {...{ namespace, name, range, query, comparison, keep, hrefOf }} />
    </>
  );
}

const Commits = ({ side, commits }: { side: Comparison["head"]; commits: Commit[] }) => (
  <CommitList
    namespace={side.namespace}
    repo={side.opened.repo}
    head={`${side.commit.hash} ${commits.at(-1)?.hash}`}
    page={1}
    commits={commits}
    isWhole
    wholeHref=""
    now={Date.now()}
  />
);

interface ComparedFilesProps extends Compared {
  comparison: Comparison;
  keep: Record<string, string> | undefined;
  hrefOf: (options: ChangeOptions | null, more?: { from: number }) => string;
}

async function ComparedFiles({
  namespace,
  name,
  range,
  query,
  comparison,
  keep,
  hrefOf,
}: ComparedFilesProps) {
  const { base, head, mergeBase } = comparison;
  const { options, part, isWrapped } = await askedChanges(query);
  const before = mergeBase ?? base.commit;
  const { content } = head.opened;
  const opened = await openChanges(
    {
      before: changedRepo(base.namespace, base.opened.repo),
      after: changedRepo(head.namespace, head.opened.repo),
    },
    { before, after: head.commit, options, part },
  );
  return (
    <ChangesView
      namespace={head.namespace}
      repo={content.name}
      repoId={content.id}
      baseAt={{ namespace: base.namespace, repo: base.opened.repo.name }}
      base={before.hash}
      head={head.commit.hash}
      {...opened}
      options={options}
      isWrapped={isWrapped}
      keep={keep}
      hrefOf={hrefOf}
      diffHref={compareTextUrl(namespace, name, rangeText(range), "diff")}
      patchHref={compareTextUrl(namespace, name, rangeText(range), "patch")}
    />
  );
}

/** Where the form leads: the address of its two refs. */
function formTarget(namespace: string, repo: string, query: Query): string {
  const text = (value: Query[string]) => parseSide(textOf(value) ?? "");
  const dots = query.dots === ".." ? ".." : "...";
  return compareUrl(namespace, repo, rangeText({ base: text(query.base), head: text(query.head), dots }));
}
