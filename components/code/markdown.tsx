import type { ComponentProps } from "react";
import { MadeStatic } from "@/components/static/made-static";
import { Notice } from "@/components/ui/notice";
import { staticHtml } from "@/lib/html/static-html";
import { type RenderedMarkdown, renderMarkdown } from "@/lib/markdown/render-markdown";
import { AlertIcon } from "./alert-icon";
import { FragmentTurn } from "./fragment-turn";
import { LazyDiagramTurns } from "./lazy-diagram-turns";
import { LazyMathStyles } from "./lazy-math-styles";
import { TableOfContents } from "./table-of-contents";

interface MarkdownProps {
  source: string;
  namespace: string;
  repo: string;
  refName: string;
  /** Folder of the file, for its relative links; empty at the root. */
  directory: string;
  /** Images that stand in the file itself, by name, as `data:` URLs. */
  attachments?: Record<string, string>;
  /** A list of its headings above it, where it has enough of them. */
  hasContents?: boolean;
}

/** Why a text is shown as it is written. */
function reasonOf(plain: Extract<RenderedMarkdown, { kind: "plain" }>): string {
  switch (plain.reason) {
    case "too-large":
      return "This file is too large to be shown as Markdown. Here is its source.";
    case "too-complex":
      return `This file is too complex to be shown as Markdown${plain.excess === null ? "" : `: it has ${plain.excess}`}. Here is its source.`;
    case "too-slow":
      return "This file takes too long to be shown as Markdown. Here is its source.";
    case "busy":
      return "Too many files wait to be shown as Markdown at this moment. Here is the source; load the page again to try once more.";
  }
}

/** Those that `rehypeRepo` marks are drawn here; the others are an author's figure, and a line of a formula. */
const components = {
  svg: ({ "data-kind": kind, ...rest }: ComponentProps<"svg"> & { "data-kind"?: string }) =>
    kind === undefined ? <svg {...rest} /> : <AlertIcon kind={kind} />,
  figure: ({ "data-source": source, ...rest }: ComponentProps<"figure"> & { "data-source"?: string }) =>
    source === undefined ? (
      <figure {...rest} />
    ) : (
      <figure className="diagram" data-waiting="" data-source={source}>
        {rest.children}
      </figure>
    ),
};

/** A Markdown file of a repo, as text to read. */
export async function Markdown({ source, hasContents = true, ...place }: MarkdownProps) {
  const rendered = await renderMarkdown(source, place, components);
  if (rendered.kind === "rendered") {
    const { content, headings, hasFormulas, hasDiagrams } = rendered;
    // The headings are those of the content.
    const contents = hasContents
      ? await staticHtml(["contents", content.name], () => <TableOfContents headings={headings} />)
      : null;
    const made =
      contents === null
        ? content
        : { name: `${contents.name}${content.name}`, html: contents.html + content.html };
    return (
      <>
        <MadeStatic className="markdown" data-text={hasDiagrams ? content.name : undefined} made={made} />
        {hasFormulas ? <LazyMathStyles /> : null}
        {hasDiagrams ? <LazyDiagramTurns text={content.name} /> : null}
        {hasContents ? <FragmentTurn /> : null}
      </>
    );
  }
  return (
    <div className="grid gap-4">
      <Notice tone="warning">{reasonOf(rendered)}</Notice>
      <pre className="code-block">{source}</pre>
    </div>
  );
}
