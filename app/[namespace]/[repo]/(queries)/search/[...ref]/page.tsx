import type { Metadata } from "next";
import { explainClosed } from "@/components/code/explain-closed";
import { missingPlace } from "@/components/code/missing-place";
import { PlaceBar } from "@/components/code/place-bar";
import { FileSearch, type FirstSearch } from "@/components/find/file-search";
import { Page } from "@/components/shell/page";
import { searchOnServer } from "@/lib/find/search-on-server";
import { searchParams as paramsOf } from "@/lib/find/search-params";
import { parseTreePosition } from "@/lib/find/tree-position";
import { decodeSegments } from "@/lib/http/decode-segments";
import { type OpenPath, openPath } from "@/lib/reading/open-path";
import { searchUrl } from "@/lib/routes";
import { RequestError } from "@/lib/wire/request-error";
import { searchQuery } from "@/lib/wire/search-events";
import { checkedRepoNames } from "../../../../checked-names";
import { loadRepoPage } from "../../../load-repo-page";

type Props = PageProps<"/[namespace]/[repo]/search/[...ref]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { namespace, repo } = checkedRepoNames(await params);
  return { title: `Search in files · ${namespace}/${repo}` };
}

const textsOf = (given: Record<string, string | string[] | undefined>) =>
  Object.fromEntries(Object.entries(given).map(([name, value]) => [name, value?.toString()]));

/** The search of the URL, begun: the browser takes over from there. */
async function beginSearch(
  place: OpenPath,
  given: Record<string, string | string[] | undefined>,
): Promise<FirstSearch> {
  const parsed = searchQuery.safeParse({ q: "", ...given });
  const query = parsed.success ? parsed.data : { q: "", case: false, regex: false, path: "" };
  const problem = parsed.success ? null : (parsed.error.issues[0]?.message ?? null);
  const begun = { query, found: null, problem, isContinued: false };
  if (query.q === "") return begun;
  const { treeHash } = place;
  // A branch that has moved since the link was made begins anew: its files are others.
  const after = typeof given.after === "string" ? parseTreePosition(treeHash, given.after) : null;
  try {
    const found = await searchOnServer(place.content, treeHash, query, after);
    return { ...begun, found, isContinued: after !== null };
  } catch (error) {
    if (error instanceof RequestError && error.pointer === "/q") return { ...begun, problem: error.message };
    throw error;
  }
}

/** Search in the files of a ref. */
export default async function SearchPage({ params, searchParams }: Props) {
  const { namespace, repo: name, ref } = checkedRepoNames(await params);
  const given = await searchParams;
  return loadRepoPage("the results", async () => {
    const place = await openPath(namespace, name, decodeSegments(ref).join("/"));
    if ("closed" in place) {
      return (
        <Page>
          {explainClosed(namespace, place, (at, path) =>
            path === "" ? searchUrl(namespace, name, at, textsOf(given)) : missingPlace(),
          )}
        </Page>
      );
    }
    if (place.path !== "") missingPlace();
    const first = await beginSearch(place, given);
    return (
      <Page title="Search in files">
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <PlaceBar namespace={namespace} place={place} kind="search" query={paramsOf(first.query)} />
          <FileSearch
            namespace={namespace}
            repo={place.repo.name}
            refName={place.ref.name}
            treeHash={place.treeHash}
            first={first}
          />
        </div>
      </Page>
    );
  });
}
