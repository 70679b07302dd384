import { markdownElements } from "@/components/markdown/markdown-elements";
import { MadeStatic } from "@/components/static/made-static";
import { Notice } from "@/components/ui/notice";
import { staticHtml } from "@/lib/html/static-html";
import { type RenderedMarkdown, renderMarkdown } from "@/lib/markdown/render-markdown";
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

/** A Markdown file of a repo, as text to read. */
export async function Markdown({ source, hasContents = true, ...place }: MarkdownProps) {
  const rendered = await renderMarkdown(source, place, markdownElements);
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
