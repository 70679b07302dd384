import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { FileView } from "@/components/code/file-view";
import { loadOrExplain } from "@/components/shell/load-or-explain";
import { Page } from "@/components/shell/page";
import { openPath } from "@/lib/artifacts/open-path";
import { readFile } from "@/lib/artifacts/read-file";
import { detectLanguage } from "@/lib/highlight/detect-language";
import { highlight } from "@/lib/highlight/highlight";
import { decodeSegments } from "@/lib/http/decode-segments";
import { treeUrl } from "@/lib/routes";
import { checkedRepoNames } from "../../../checked-names";

type Props = PageProps<"/[namespace]/[repo]/blob/[...path]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { namespace, repo, path } = checkedRepoNames(await params);
  return { title: `${decodeSegments(path).join("/")} · ${namespace}/${repo}` };
}

export default async function FilePage({ params }: Props) {
  const { namespace, repo: name, path } = checkedRepoNames(await params);
  return loadOrExplain("the file", async () => {
    const place = await openPath(namespace, name, decodeSegments(path).join("/"));
    if ("closed" in place) notFound();
    if (place.entry.kind === "tree") redirect(treeUrl(namespace, name, place.ref.name, place.path));
    const file = await readFile(place.content, place.entry, place.path);
    const highlighted =
      file.kind === "text"
        ? await highlight({
            code: file.text,
            language: detectLanguage({ path: place.path, firstLines: file.text.slice(0, 4096) }),
          })
        : null;
    return (
      <Page wide>
        <FileView namespace={namespace} place={place} file={file} highlighted={highlighted} />
      </Page>
    );
  });
}
