import type { Metadata } from "next";
import { checkedNames } from "@/app/[namespace]/checked-names";
import { loadPage } from "@/app/load-page";
import { TokenInventory } from "@/components/inventory/token-inventory";
import { Page } from "@/components/shell/page";
import { Notice } from "@/components/ui/notice";
import { getNamespace } from "@/lib/artifacts/namespaces";
import { isInventoryKept } from "@/lib/tokens/inventory-cache";
import { failureOf } from "@/lib/wire/describe-failure";

type Props = PageProps<"/[namespace]/-/tokens">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Live tokens · ${checkedNames(await params).namespace}` };
}

/** Every live token of the namespace, riskiest first. */
export default async function InventoryPage({ params }: Props) {
  const { namespace } = checkedNames(await params);
  return loadPage("the namespace", async () => {
    // What is kept is shown at once. Every failure but this one is the list's own to tell.
    if (!isInventoryKept(namespace)) {
      await getNamespace(namespace).catch((error: unknown) => {
        if (failureOf(error).kind === "not-found") throw error;
      });
    }
    return (
      <Page>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <div className="grid gap-1 [overflow-wrap:anywhere]">
            <h1 className="text-20 font-semibold">Live tokens</h1>
            <p className="text-13 text-text-muted">
              Every token that opens a repo of <strong className="font-medium text-text">{namespace}</strong>{" "}
              now, the riskiest first.
            </p>
          </div>
          <noscript>
            <Notice>
              This list is read repo by repo, which needs JavaScript. Each repo’s own Tokens page works
              without it.
            </Notice>
          </noscript>
          <div className="contents noscript:hidden">
            <TokenInventory key={namespace} namespace={namespace} now={Date.now()} />
          </div>
        </div>
      </Page>
    );
  });
}
