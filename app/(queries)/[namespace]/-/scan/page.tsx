import type { Metadata } from "next";
import { checkedNames } from "@/app/[namespace]/checked-names";
import { loadPage } from "@/app/load-page";
import { LeakScan } from "@/components/leaks/leak-scan";
import { Page } from "@/components/shell/page";
import { getNamespace } from "@/lib/artifacts/namespaces";
import { countOf } from "@/lib/format/count";

type Props = PageProps<"/[namespace]/-/scan">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Scan for leaked tokens · ${checkedNames(await params).namespace}` };
}

/** The default branch of every repo of a namespace. */
export default async function ScanNamespacePage({ params }: Props) {
  const { namespace } = checkedNames(await params);
  return loadPage("the namespace", async () => {
    const { repo_count } = await getNamespace(namespace);
    return (
      <Page>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
          <div className="grid gap-1 [overflow-wrap:anywhere]">
            <h1 className="text-20 font-semibold">Scan {namespace} for leaked tokens</h1>
            <p className="text-14 text-text-muted">
              Looks through the default branches of {countOf(repo_count, "repo")}, asks Git about each token
              it finds, and revokes those that are alive. What forks share is read once. The history of one
              repo is scanned from its own page.
            </p>
          </div>
          <noscript>
            <p className="text-13">The scan needs JavaScript: it runs for as long as this page is open.</p>
          </noscript>
          <div className="contents noscript:hidden">
            <LeakScan scope={{ kind: "namespace", namespace }} now={Date.now()} />
          </div>
        </div>
      </Page>
    );
  });
}
