import type { ComponentProps } from "react";
import { Notice } from "@/components/ui/notice";
import { type RenderedMarkdown, renderMarkdown } from "@/lib/markdown/render-markdown";
import { AlertIcon } from "./alert-icon";
import { FragmentTurn } from "./fragment-turn";
import { LazyMathStyles } from "./lazy-math-styles";
import { LazyMermaidDiagram } from "./lazy-mermaid-diagram";
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
      <LazyMermaidDiagram source={source}>{rest.children}</LazyMermaidDiagram>
    ),
};

/** A Markdown file of a repo, as text to read. */
export async function Markdown({ source, hasContents = true, ...place }: MarkdownProps) {
  const rendered = await renderMarkdown(source, place, components);
  if (rendered.kind === "rendered") {
    return (
      <div className="markdown">
        {hasContents ? <TableOfContents headings={rendered.headings} /> : null}
        {rendered.content}
        {rendered.hasFormulas ? <LazyMathStyles /> : null}
        {hasContents ? <FragmentTurn /> : null}
      </div>
    );
  }
  return (
    <div className="grid gap-4">
      <Notice tone="warning">{reasonOf(rendered)}</Notice>
      <pre className="code-block">{source}</pre>
    </div>
  );
}
