import type { Metadata } from "next";
import { z } from "zod";
import { explainClosed } from "@/components/code/explain-closed";
import { missingPlace } from "@/components/code/missing-place";
import { PlaceBar } from "@/components/code/place-bar";
import { GoToFilePage } from "@/components/find/go-to-file-page";
import { Page } from "@/components/shell/page";
import { rankOnServer } from "@/lib/find/rank-on-server";
import { decodeSegments } from "@/lib/http/decode-segments";
import { openPath } from "@/lib/reading/open-path";
import { findUrl } from "@/lib/routes";
import { checkedRepoNames } from "../../../../checked-names";
import { loadRepoPage } from "../../../load-repo-page";

type Props = PageProps<"/[namespace]/[repo]/find/[...ref]">;

const query = z.object({ q: z.string().max(200).catch("") });
const shownMax = 100;
/** What is typed is worth a wait; the mere page is not. */
const rankMs = { withQuery: 1_500, without: 250 };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { namespace, repo } = checkedRepoNames(await params);
  return { title: `Go to file · ${namespace}/${repo}` };
}

/** Every file of a ref, found by a few letters. */
export default async function FindPage({ params, searchParams }: Props) {
  const { namespace, repo: name, ref } = checkedRepoNames(await params);
  const { q } = query.parse(await searchParams);
  return loadRepoPage("the list of files", async () => {
    const place = await openPath(namespace, name, decodeSegments(ref).join("/"));
    if ("closed" in place) {
      return (
        <Page>
          {explainClosed(namespace, place, (at, path) =>
            path === "" ? findUrl(namespace, name, at, { q }) : missingPlace(),
          )}
        </Page>
      );
    }
    if (place.path !== "") missingPlace();
    const { treeHash } = place;
    const ranking = await rankOnServer(place.content, treeHash, q, {
      limit: shownMax,
      timeMs: q === "" ? rankMs.without : rankMs.withQuery,
    });
    return (
      <Page title="Go to file">
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <PlaceBar namespace={namespace} place={place} kind="find" query={{ q }} />
          <GoToFilePage
            namespace={namespace}
            repo={place.repo.name}
            refName={place.ref.name}
            treeHash={treeHash}
            first={{ ...ranking, query: q }}
          />
        </div>
      </Page>
    );
  });
}
