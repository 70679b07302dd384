import type { ReactNode } from "react";
import { BlankSlate } from "@/components/ui/blank-slate";
import type { RefsPage } from "@/lib/reading/list-refs-page";
import { branchesUrl, tagsUrl } from "@/lib/routes";
import { RefList } from "./ref-list";
import { RefsFilter } from "./refs-filter";
import { RefsPager } from "./refs-pager";
import { RefsTabs } from "./refs-tabs";

const words = {
  branches: {
    kind: "branch",
    filter: "Filter branches",
    icon: "git-branch",
    urlOf: branchesUrl,
    noMatch: "No branch matches",
    none: "No branches yet",
    how: "A branch comes with the first push to it.",
  },
  tags: {
    kind: "tag",
    filter: "Filter tags",
    icon: "tag",
    urlOf: tagsUrl,
    noMatch: "No tag matches",
    none: "No tags yet",
    how: "git tag names a commit, git push --tags brings the names here.",
  },
} as const;

interface RefsViewProps {
  namespace: string;
  repo: string;
  current: "branches" | "tags";
  counts: { branches: number; tags: number };
  filter: string;
  list: RefsPage;
  now: number;
  children?: ReactNode;
}

/** A page of the branches or the tags of a repo. */
export function RefsView(props: RefsViewProps) {
  const { namespace, repo, current, counts, filter, list, now, children } = props;
  const { kind, icon, urlOf, ...own } = words[current];
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div className="flex flex-wrap items-center gap-3">
        <RefsTabs namespace={namespace} repo={repo} current={current} counts={counts} />
        <RefsFilter action={urlOf(namespace, repo)} label={own.filter} value={filter} />
      </div>
      {list.count > 0 ? (
        <RefList
          key={`${filter} ${list.page}`}
          namespace={namespace}
          repo={repo}
          kind={kind}
          rows={list.rows}
          base={list.base}
          facts={list.facts}
          notes={list.notes}
          now={now}
        />
      ) : (
        <BlankSlate icon={icon} title={filter ? own.noMatch : own.none}>
          {filter ? "Another part of the name may." : own.how}
        </BlankSlate>
      )}
      <RefsPager
        page={list.page}
        pageCount={list.pageCount}
        href={(page) => urlOf(namespace, repo, { q: filter, page })}
      />
      {children}
    </div>
  );
}
