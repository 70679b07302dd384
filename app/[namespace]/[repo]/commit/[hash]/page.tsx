import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ChangesView } from "@/components/changes/changes-view";
import { explainClosed } from "@/components/code/explain-closed";
import { missingPlace } from "@/components/code/missing-place";
import { CommitHead } from "@/components/commit/commit-head";
import { MergeChoice } from "@/components/commit/merge-choice";
import { Page } from "@/components/shell/page";
import type { Commit } from "@/contract/content";
import { objectHash } from "@/contract/names";
import { queryOf } from "@/lib/changes/change-options";
import { changedRepo } from "@/lib/changes/changed-repos";
import { commitOrNull } from "@/lib/changes/commit-or-null";
import { comparedParentsMax, openChanges, openMerge } from "@/lib/changes/open-changes";
import { aboutCommit } from "@/lib/commits/about-commit";
import { aroundCommit } from "@/lib/commits/around-commit";
import { shortHash } from "@/lib/format/short-hash";
import { decodeSegments } from "@/lib/http/decode-segments";
import { keepAnswer } from "@/lib/reading/keep-answer";
import { type OpenPath, openPath } from "@/lib/reading/open-path";
import { commitSuffix } from "@/lib/reading/ref-url-names";
import { commitTextUrl, commitUrl } from "@/lib/routes";
import { checkedRepoNames } from "../../../checked-names";
import { askedChanges, numberOf, type Query } from "../../asked-changes";
import { loadRepoPage } from "../../load-repo-page";

type Props = PageProps<"/[namespace]/[repo]/commit/[hash]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { namespace, repo, hash } = checkedRepoNames(await params);
  const [name = ""] = decodeSegments([hash]);
  return { title: `Commit ${shortHash(name)} · ${namespace}/${repo}` };
}

export default async function CommitPage({ params, searchParams }: Props) {
  const { namespace, repo: name, hash } = checkedRepoNames(await params);
  const query = await searchParams;
  const [asked = ""] = decodeSegments([hash]);
  return loadRepoPage("the commit", async () => {
    // A branch may be called as the hash of a commit, which is what is meant here.
    const isHash = objectHash.safeParse(asked).success;
    const place = await openPath(namespace, name, isHash ? `${asked}${commitSuffix}` : asked);
    if ("closed" in place) {
      return (
        <Page>
          {explainClosed(namespace, place, (at, path) =>
            path === "" ? commitUrl(namespace, name, at.replace(commitSuffix, "")) : missingPlace(),
          )}
        </Page>
      );
    }
    const { commit } = place;
    if (commit === null || place.path !== "") missingPlace();
    // A ref moves, and what one looks at here does not.
    if (asked !== commit.hash) redirect(commitUrl(namespace, name, commit.hash));
    return commitPage(namespace, name, { ...place, commit }, query);
  });
}

async function commitPage(
  namespace: string,
  name: string,
  place: OpenPath & { commit: Commit },
  query: Query,
) {
  const { commit, content, repo } = place;
  const { options, part, isWrapped } = await askedChanges(query);
  const parent = parentOf(query.parent, commit.parents.length);
  const at = changedRepo(namespace, repo);
  const parents = await Promise.all(
    commit.parents.slice(0, comparedParentsMax).map((one) => commitOrNull(content, one)),
  );
  const before = parents[parent === "all" ? 0 : parent - 1] ?? null;
  const known = parents.filter((one) => one !== null);
  const opening =
    parent === "all"
      ? openMerge(at, known, { after: commit, options, part })
      : openChanges({ before: at, after: at }, { before, after: commit, options, part });
  const keep = parent === 1 ? undefined : { parent: String(parent) };
  const asked = { beside: opening, isEndless: query.notes === "1" };
  const waits = query.around === "1";
  const [opened, about, around] = await Promise.all([
    opening,
    aboutCommit(place, commit, asked),
    aroundCommit(place, commit.hash, { beside: opening, waits }),
  ]);
  if (about.isWhole && (around !== null || waits)) keepAnswer(namespace, name, place);
  return (
    <Page>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
        <CommitHead
          namespace={namespace}
          place={place}
          about={about}
          around={around}
          askHref={waits ? null : commitUrl(namespace, repo.name, commit.hash, { ...keep, around: 1 })}
          parent={parent}
          boundary={commit.parents.find((_, index) => parents[index] === null) ?? null}
          now={Date.now()}
        />
        {commit.parents.length > 1 ? (
          <MergeChoice
            namespace={namespace}
            repo={repo.name}
            hash={commit.hash}
            parents={commit.parents.slice(0, comparedParentsMax)}
            current={parent}
          />
        ) : null}
        {before === null && commit.parents.length > 0 ? (
          <p className="text-13 text-text-muted">
            The parent of this commit is not in this repo: its history is cut off here, so every file is shown
            as added.
          </p>
        ) : null}
        <ChangesView
          namespace={namespace}
          repo={repo.name}
          repoId={repo.id}
          baseAt={{ namespace, repo: repo.name }}
          base={before?.hash ?? null}
          head={commit.hash}
          {...opened}
          options={options}
          isWrapped={isWrapped}
          keep={keep}
          hrefOf={(other, more) =>
            commitUrl(namespace, repo.name, commit.hash, { ...queryOf(other), ...keep, ...more })
          }
          diffHref={commitTextUrl(namespace, repo.name, commit.hash, "diff")}
          patchHref={commitTextUrl(namespace, repo.name, commit.hash, "patch")}
        />
      </div>
    </Page>
  );
}

/** Which parent a commit is compared with, counted from 1: the first, unless another one that it has is asked for, or all of them. */
function parentOf(value: Query[string], parents: number): number | "all" {
  if (value === "all" && parents > 1) return "all";
  const parent = numberOf(value);
  return parent >= 1 && parent <= Math.min(parents, comparedParentsMax) ? parent : 1;
}
