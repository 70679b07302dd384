import type { Metadata } from "next";
import { checkedNames } from "@/app/[namespace]/checked-names";
import { ImportList } from "@/components/imports/import-list";
import { Page } from "@/components/shell/page";

type Props = PageProps<"/[namespace]/-/import">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Import many repos · ${checkedNames(await params).namespace}` };
}

/** Many imports at once, from a pasted list. */
export default async function ImportManyPage({ params }: Props) {
  const { namespace } = checkedNames(await params);
  return (
    <Page>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <div className="grid gap-1 [overflow-wrap:anywhere]">
          <h1 className="text-20 font-semibold">Import many repos</h1>
          <p className="text-13 text-text-muted">
            Into <strong className="font-medium text-text">{namespace}</strong>, from public addresses. You
            see what is there before anything is made.
          </p>
        </div>
        <noscript>
          <p className="text-13">
            A list of imports needs JavaScript: it runs for as long as this page is open.
          </p>
        </noscript>
        <div className="contents noscript:hidden">
          <ImportList namespace={namespace} />
        </div>
      </div>
    </Page>
  );
}
