import type { Metadata } from "next";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { CodeColumns } from "@/components/code/code-columns";
import { explainClosed } from "@/components/code/explain-closed";
import { FileView } from "@/components/code/file-view";
import { FragmentTurn } from "@/components/code/fragment-turn";
import { Markdown } from "@/components/code/markdown";
import { HexView } from "@/components/previews/hex-view";
import { JsonPreview } from "@/components/previews/json-preview";
import { LazyImagePreview } from "@/components/previews/lazy-previews";
import { MediaPreview } from "@/components/previews/media-preview";
import { NotebookPreview } from "@/components/previews/notebook-preview";
import { PdfPreview } from "@/components/previews/pdf-preview";
import { defaultView, type PreviewKind, previewKindOf } from "@/components/previews/preview-kind";
import { SvgPreview } from "@/components/previews/svg-preview";
import { TablePreview } from "@/components/previews/table-preview";
import { Page } from "@/components/shell/page";
import { wrapCookie } from "@/components/ui/wrap-cookie";
import { detectLanguage } from "@/lib/highlight/detect-language";
import { type ChunkedCode, highlightChunks } from "@/lib/highlight/highlight";
import { languageId } from "@/lib/highlight/languages";
import { decodeSegments } from "@/lib/http/decode-segments";
import { keepAnswer } from "@/lib/reading/keep-answer";
import { type OpenPath, openPath } from "@/lib/reading/open-path";
import { type FileContent, readFile } from "@/lib/reading/read-file";
import { type FileSettings, noFileSettings, readFileSettings } from "@/lib/reading/read-file-settings";
import { readLatestChange } from "@/lib/reading/read-latest-change";
import { blobUrl, rawUrl, treeUrl } from "@/lib/routes";
import { type Encoding, encodingNamed } from "@/lib/text/encodings";
import { checkedRepoNames } from "../../../checked-names";
import { loadRepoPage } from "../../load-repo-page";

type Props = PageProps<"/[namespace]/[repo]/blob/[...path]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { namespace, repo, path } = checkedRepoNames(await params);
  return { title: `${decodeSegments(path).join("/")} · ${namespace}/${repo}` };
}

export default async function FilePage({ params, searchParams }: Props) {
  const { namespace, repo: name, path } = checkedRepoNames(await params);
  const { view, lang, encoding } = await searchParams;
  const isWrapped = (await cookies()).get(wrapCookie)?.value === "on";
  return loadRepoPage("the file", async () => {
    const place = await openPath(namespace, name, decodeSegments(path).join("/"));
    if ("closed" in place) {
      return (
        <Page>
          {explainClosed(namespace, place, (ref, at) =>
            blobUrl(namespace, name, ref, at, viewQuery(view, lang)),
          )}
        </Page>
      );
    }
    if (place.entry.kind === "tree") redirect(treeUrl(namespace, name, place.ref.name, place.path));
    keepAnswer(namespace, name, place);
    const { file, settings, change } = await readShown(place, place.entry, choiceOf(encoding, encodingNamed));
    const chosen = choiceOf(lang, languageId);
    const kind = file.kind === "text" && file.text !== "" ? previewKindOf(place.path) : null;
    const current = kind && viewOf(view, kind, chosen !== null);
    const preview = current === "code" ? null : previewOf(namespace, place, file, kind);
    return (
      <Page title={place.path}>
        <CodeColumns namespace={namespace} place={place}>
          <FileView
            namespace={namespace}
            place={place}
            file={file}
            settings={settings}
            view={current}
            preview={preview}
            code={
              preview === null
                ? codeOf(`${namespace}/${name}`, place.path, file, chosen ?? languageIn(settings))
                : null
            }
            isLanguageChosen={chosen !== null}
            isWrapped={isWrapped}
            change={change}
            now={Date.now()}
          />
        </CodeColumns>
      </Page>
    );
  });
}

/** Everything the page shows, in one round. */
async function readShown(
  place: OpenPath,
  entry: Exclude<OpenPath["entry"], { kind: "tree" }>,
  chosen: Encoding | null,
) {
  const { content, treeHash, path } = place;
  const reading = entry.kind === "blob" ? readFileSettings(content, treeHash, path) : noFileSettings;
  const hints = Promise.resolve(reading).then(({ encodings }) => ({ ...encodings, path, chosen }));
  const [file, settings, change] = await Promise.all([
    readFile(place, entry, hints),
    reading,
    readLatestChange(place),
  ]);
  return { file, settings, change };
}

/** What is named and not known is plain, as with Linguist. */
const languageIn = ({ language }: FileSettings) =>
  language === null ? null : (languageId(language) ?? "text");

function viewQuery(view: string | string[] | undefined, lang: string | string[] | undefined) {
  return {
    view: view === "code" || view === "preview" ? view : undefined,
    lang: typeof lang === "string" ? lang : undefined,
  } as const;
}

/** What a parameter of the address names, if `find` knows it. */
const choiceOf = <T,>(asked: string | string[] | undefined, find: (name: string) => T | null): T | null =>
  typeof asked === "string" ? find(asked) : null;

function viewOf(asked: string | string[] | undefined, kind: PreviewKind, isLanguageChosen: boolean) {
  if (asked === "code" || asked === "preview") return asked;
  // A language is chosen for the code.
  return isLanguageChosen ? "code" : defaultView(kind);
}

function codeOf(owner: string, path: string, file: FileContent, known: string | null): ChunkedCode | null {
  if (file.kind !== "text" && file.kind !== "too-large") return null;
  const lastLines = file.kind === "text" ? file.text.slice(-3000) : "";
  return highlightChunks({
    code: file.text,
    language: known ?? detectLanguage({ path, firstLines: file.text.slice(0, 4096), lastLines }),
    owner,
    contentKey: file.kind === "text" ? `${file.entry.hash} ${file.encoding}` : undefined,
  });
}

/** What is shown instead of lines; null where there is nothing but them. */
function previewOf(
  namespace: string,
  { repo, ref, path }: OpenPath,
  file: FileContent,
  kind: PreviewKind | null,
): ReactNode {
  const rawHref = rawUrl(namespace, repo.name, ref.name, path);
  const directory = path.split("/").slice(0, -1).join("/");
  const here = { namespace, repo: repo.name, refName: ref.name, directory };
  switch (file.kind) {
    case "image":
      return <LazyImagePreview rawHref={rawHref} alt={path} />;
    case "audio":
    case "video":
      return <MediaPreview kind={file.kind} rawHref={rawHref} name={path} />;
    case "pdf":
      return <PdfPreview rawHref={rawHref} name={path} sizeBytes={file.sizeBytes} />;
    case "binary":
      return <HexView head={file.head} sizeBytes={file.sizeBytes} mime={file.mime} />;
    case "text":
      switch (kind) {
        case "markdown":
          return (
            <div className="px-4 py-6 sm:px-8">
              <Markdown source={file.text} {...here} />
            </div>
          );
        case "svg": {
          const drawHref = rawUrl(namespace, repo.name, ref.name, path, { draw: true });
          return <SvgPreview text={file.text} rawHref={rawHref} drawHref={drawHref} alt={path} />;
        }
        case "table":
          return <TablePreview text={file.text} path={path} />;
        case "notebook":
          return (
            <>
              <NotebookPreview
                text={file.text}
                owner={`${namespace}/${repo.name}`}
                drawMarkdown={(source, attachments) => (
                  <Markdown source={source} attachments={attachments} hasContents={false} {...here} />
                )}
              />
              <FragmentTurn />
            </>
          );
        case "json":
          return <JsonPreview text={file.text} />;
        case null:
          return null;
      }
      break;
    default:
      return null;
  }
}
