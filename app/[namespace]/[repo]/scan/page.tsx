import type { Metadata } from "next";
import { RepoScan } from "@/components/leaks/leak-scan";
import { Page } from "@/components/shell/page";
import { openRepo } from "@/lib/reading/open-repo";
import { checkedRepoNames } from "../../checked-names";
import { loadRepoPage } from "../load-repo-page";

type Props = PageProps<"/[namespace]/[repo]/scan">;

/** Suggestions; any other ref can be typed. */
const refNamesMax = 200;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { namespace, repo } = checkedRepoNames(await params);
  return { title: `Scan for leaked tokens · ${namespace}/${repo}` };
}

export default async function ScanPage({ params, searchParams }: Props) {
  const { namespace, repo: name } = checkedRepoNames(await params);
  const { scope, ref } = await searchParams;
  return loadRepoPage("the refs", async () => {
    const { repo, refs } = await openRepo(namespace, name);
    const names = [...refs.branches, ...refs.tags].slice(0, refNamesMax).map((one) => one.name);
    const wanted = typeof ref === "string" && ref !== "" ? ref : null;
    return (
      <Page>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
          <div className="grid gap-1">
            <h1 className="text-20 font-semibold">Scan for leaked tokens</h1>
            <p className="text-14 text-text-muted">
              Finds Artifacts tokens in the files of this repo, asks Git about each, and revokes those that
              are alive.
            </p>
          </div>
          <noscript>
            <p className="text-13">The scan needs JavaScript: it runs for as long as this page is open.</p>
          </noscript>
          <div className="contents noscript:hidden">
            <RepoScan
              namespace={namespace}
              repo={repo.name}
              first={{
                kind: scope === "history" ? "history" : "ref",
                ref: wanted ?? refs.head ?? refs.headHash ?? repo.default_branch,
              }}
              refNames={names}
              now={Date.now()}
            />
          </div>{" "}
        </div>
      </Page>
    );
  });
}
