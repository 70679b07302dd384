import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { CodeColumns } from "@/components/code/code-columns";
import { DirectoryView } from "@/components/code/directory-view";
import { explainClosed } from "@/components/code/explain-closed";
import { Page } from "@/components/shell/page";
import { decodeSegments } from "@/lib/http/decode-segments";
import { keepAnswer } from "@/lib/reading/keep-answer";
import { openPath } from "@/lib/reading/open-path";
import { readDirectory } from "@/lib/reading/read-directory";
import { blobUrl, treeUrl } from "@/lib/routes";
import { checkedRepoNames } from "../../../checked-names";
import { loadRepoPage } from "../../load-repo-page";

type Props = PageProps<"/[namespace]/[repo]/tree/[...path]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { namespace, repo, path } = checkedRepoNames(await params);
  return { title: `${decodeSegments(path).join("/")} · ${namespace}/${repo}` };
}

export default async function DirectoryPage({ params, searchParams }: Props) {
  const { namespace, repo: name, path } = checkedRepoNames(await params);
  const isWhole = (await searchParams).rows === "all";
  return loadRepoPage("the directory", async () => {
    const place = await openPath(namespace, name, decodeSegments(path).join("/"), true);
    if ("closed" in place)
      return <Page>{explainClosed(namespace, place, (ref, at) => treeUrl(namespace, name, ref, at))}</Page>;
    if (place.entry.kind !== "tree") redirect(blobUrl(namespace, name, place.ref.name, place.path));
    keepAnswer(namespace, name, place);
    const directory = await readDirectory(place);
    return (
      <Page title={place.path === "" ? `Files of ${name}` : `Files in ${place.path}`}>
        <CodeColumns namespace={namespace} place={place}>
          <DirectoryView
            namespace={namespace}
            place={place}
            directory={directory}
            now={Date.now()}
            isWhole={isWhole}
          />
        </CodeColumns>
      </Page>
    );
  });
}
