import { Notice } from "@/components/ui/notice";
import { renderMarkdown } from "@/lib/markdown/render-markdown";

interface MarkdownProps {
  source: string;
  namespace: string;
  repo: string;
  refName: string;
  /** Folder of the file, for its relative links; empty at the root. */
  directory: string;
}

const reasons = {
  "too-large": "This file is too large to be shown as Markdown. Here is its source.",
  "too-complex": "This file is too complex to be shown as Markdown. Here is its source.",
};

/** A Markdown file of a repo, as text to read. */
export async function Markdown({ source, ...place }: MarkdownProps) {
  const rendered = await renderMarkdown(source, place);
  if (rendered.kind === "rendered") return <div className="markdown">{rendered.content}</div>;
  return (
    <div className="grid gap-4">
      <Notice tone="warning">{reasons[rendered.reason]}</Notice>
      <pre className="code-block">{source}</pre>
    </div>
  );
}
