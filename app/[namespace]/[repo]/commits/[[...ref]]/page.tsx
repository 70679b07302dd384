import type { Metadata } from "next";
import { explainClosed } from "@/components/code/explain-closed";
import { missingPlace } from "@/components/code/missing-place";
import { PlaceBar } from "@/components/code/place-bar";
import { CommitList } from "@/components/history/commit-list";
import { CommitPager } from "@/components/history/commit-pager";
import { NoCommits } from "@/components/history/no-commits";
import { Page } from "@/components/shell/page";
import { listCommits } from "@/lib/artifacts/content";
import { decodeSegments } from "@/lib/http/decode-segments";
import { keepAnswer } from "@/lib/reading/keep-answer";
import { openPath, openRoot } from "@/lib/reading/open-path";
import { commitsUrl } from "@/lib/routes";
import { checkedRepoNames } from "../../../checked-names";
import { loadRepoPage } from "../../load-repo-page";

type Props = PageProps<"/[namespace]/[repo]/commits/[[...ref]]">;

const commitsPerPage = 50;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { namespace, repo, ref } = checkedRepoNames(await params);
  const at = ref ? ` at ${decodeSegments(ref).join("/")}` : "";
  return { title: `Commits${at} · ${namespace}/${repo}` };
}

function pageOf(value: string | string[] | undefined): number {
  const page = Number(value);
  return Number.isSafeInteger(page) && page > 1 ? page : 1;
}

export default async function CommitsPage({ params, searchParams }: Props) {
  const { namespace, repo: name, ref } = checkedRepoNames(await params);
  const query = await searchParams;
  const page = pageOf(query.page);
  const messages = query.messages === "open" ? "open" : undefined;
  return loadRepoPage("the commits", async () => {
    const place = ref
      ? await openPath(namespace, name, decodeSegments(ref).join("/"))
      : await openRoot(namespace, name);
    if ("closed" in place) {
      if (place.closed !== "no-commits") {
        return (
          <Page>
            {explainClosed(namespace, place, (at, path) =>
              path === "" ? commitsUrl(namespace, name, at, { page, messages }) : missingPlace(),
            )}
          </Page>
        );
      }
      return (
        <Page title="Commits">
          <NoCommits />
        </Page>
      );
    }
    // A path's own history is another page; a ref with a path behind it is none.
    if (place.path !== "") missingPlace();
    if (place.commit === null) {
      return (
        <Page>
          <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
            <PlaceBar namespace={namespace} place={place} kind="commits" />
            <NoCommits isBareTree />
          </div>
        </Page>
      );
    }
    keepAnswer(namespace, name, place);
    // One more than is displayed shows whether there is a next page.
    const found = await listCommits(place.content, place.ref.commitHash, {
      limit: commitsPerPage + 1,
      offset: (page - 1) * commitsPerPage,
    });
    const commits = found.slice(0, commitsPerPage);
    return (
      <Page title="Commits">
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <PlaceBar namespace={namespace} place={place} kind="commits" />
          <CommitList
            namespace={namespace}
            repo={place.repo}
            head={place.ref.commitHash}
            page={page}
            commits={commits}
            isWhole={messages !== undefined}
            now={Date.now()}
            wholeHref={commitsUrl(namespace, place.repo.name, place.ref.name, { page, messages: "open" })}
          />
          <CommitPager
            namespace={namespace}
            repo={place.repo.name}
            refName={place.ref.name}
            page={page}
            messages={messages}
            hasNext={found.length > commitsPerPage}
            isBeyondTheEnd={commits.length === 0}
          />
        </div>
      </Page>
    );
  });
}
