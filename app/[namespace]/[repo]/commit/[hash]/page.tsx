import type { Metadata } from "next";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { ChangesView } from "@/components/changes/changes-view";
import { viewCookie } from "@/components/changes/view-cookie";
import { explainClosed } from "@/components/code/explain-closed";
import { missingPlace } from "@/components/code/missing-place";
import { CommitHead } from "@/components/commit/commit-head";
import { Page } from "@/components/shell/page";
import { wrapCookie } from "@/components/ui/wrap-cookie";
import { objectHash } from "@/contract/names";
import { changeOptions, queryOf } from "@/lib/changes/change-options";
import { openChanges } from "@/lib/changes/open-changes";
import { shortHash } from "@/lib/format/short-hash";
import { decodeSegments } from "@/lib/http/decode-segments";
import { keepAnswer } from "@/lib/reading/keep-answer";
import { openPath } from "@/lib/reading/open-path";
import { commitTextUrl, commitUrl } from "@/lib/routes";
import { checkedRepoNames } from "../../../checked-names";
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
  const jar = await cookies();
  return loadRepoPage("the commit", async () => {
    const [asked = ""] = decodeSegments([hash]);
    // A branch may be called as the hash of a commit, which is what is meant here.
    const place = await openPath(namespace, name, objectHash.safeParse(asked).success ? `${asked}^0` : asked);
    if ("closed" in place) {
      return (
        <Page>
          {explainClosed(namespace, place, (at, path) =>
            path === "" ? commitUrl(namespace, name, at) : missingPlace(),
          )}
        </Page>
      );
    }
    const { commit, content, repo } = place;
    if (commit === null || place.path !== "") missingPlace();
    // A ref moves, and what one looks at here does not.
    if (asked !== commit.hash) redirect(commitUrl(namespace, name, commit.hash, givenQuery(query)));
    keepAnswer(namespace, name, place);
    const options = changeOptions.parse(query);
    const view = options.view ?? (jar.get(viewCookie)?.value === "split" ? "split" : "unified");
    const parent = parentOf(query.parent, commit.parents.length);
    const part = { file: textOf(query.file), from: numberOf(query.from) };
    const opened = await openChanges(content, { commit, parent, options: { ...options, view }, part });
    const hrefOf = (asked: typeof options, more: { from?: number } = {}) =>
      commitUrl(namespace, repo.name, commit.hash, {
        ...queryOf(asked),
        parent: parent === 1 ? null : parent,
        ...more,
      });
    return (
      <Page>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
          <CommitHead
            namespace={namespace}
            place={{ ...place, commit }}
            parent={parent}
            boundary={opened.missingParent}
            now={Date.now()}
          />
          <ChangesView
            namespace={namespace}
            repo={repo.name}
            repoId={repo.id}
            base={opened.base}
            head={commit.hash}
            changes={opened.changes}
            files={opened.files}
            from={opened.from}
            options={{ ...options, view }}
            isWrapped={jar.get(wrapCookie)?.value === "on"}
            hrefOf={hrefOf}
            diffHref={commitTextUrl(namespace, repo.name, commit.hash, "diff")}
            patchHref={commitTextUrl(namespace, repo.name, commit.hash, "patch")}
          />
        </div>
      </Page>
    );
  });
}

type Query = Awaited<Props["searchParams"]>;

const givenQuery = (query: Query) =>
  Object.fromEntries(Object.entries(query).map(([name, value]) => [name, textOf(value)]));

const textOf = (value: string | string[] | undefined) => (typeof value === "string" ? value : null);

function numberOf(value: string | string[] | undefined): number {
  const number = Number(value);
  return Number.isSafeInteger(number) && number > 0 ? number : 0;
}

/** Which parent a commit is compared with, counted from 1: the first, unless another one that it has is asked for. */
function parentOf(value: string | string[] | undefined, parents: number): number {
  const parent = numberOf(value);
  return parent >= 1 && parent <= parents ? parent : 1;
}
