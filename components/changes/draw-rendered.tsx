import "server-only";
import type { ReactNode } from "react";
import { markdownElements } from "@/components/markdown/markdown-elements";
import type { BlockChange } from "@/lib/changes/block-change";
import type { FileChange } from "@/lib/changes/file-change";
import { markHtml, textOfHtml } from "@/lib/changes/mark-html";
import { countOf } from "@/lib/format/count";
import { renderMarkdown } from "@/lib/markdown/render-markdown";
import type { MarkdownPlace } from "@/lib/markdown/resolve-url";
import { pageRequest } from "@/lib/process/page-request";
import type { ChangePlace } from "./change-place";
import type { DrawnLook } from "./drawn-look";

/** For all blocks together; each may take its worker seconds. */
const renderingMs = 8_000;

/** The change of a Markdown text as it is read, block by block. Links and images are those of the side that a block is from. */
export async function drawRendered(
  { namespace, repo, baseAt, base, head }: ChangePlace,
  { path, oldPath }: FileChange,
  blocks: readonly BlockChange[],
): Promise<DrawnLook> {
  const now = { namespace, repo, refName: head, directory: directoryOf(path) };
  const old = { ...baseAt, refName: base ?? head, directory: directoryOf(oldPath ?? path) };
  const until = performance.now() + renderingMs;
  const drawn: ReactNode[] = [];
  for (const [at, block] of blocks.entries()) {
    // One after the other: the worker takes one of a repo at a time anyway.
    drawn.push(await drawBlock(block, { now, old, until }, { at, isFirst: isFirstChanged(blocks, at) }));
  }
  const isLate = performance.now() > until;
  return {
    drawn: (
      <>
        {isLate ? (
          <p className="change-note">
            Rendering takes long, so what comes last is shown as it is written. More of it is rendered the
            next time.
          </p>
        ) : null}
        <div className="rendered-look">{drawn}</div>
      </>
    ),
    // What the machine was too busy for comes the next time.
    isFinal: !isLate && pageRequest()?.isProvisional() !== true,
  };
}

const directoryOf = (path: string) => path.split("/").slice(0, -1).join("/");

const isChanged = (block: BlockChange | undefined) =>
  block !== undefined && block.kind !== "kept" && block.kind !== "left-out";

const isFirstChanged = (blocks: readonly BlockChange[], at: number) =>
  isChanged(blocks[at]) && !isChanged(blocks[at - 1]);

interface Places {
  now: MarkdownPlace;
  old: MarkdownPlace;
  /** When no more is rendered, by `performance.now()`. */
  until: number;
}

async function drawBlock(
  block: BlockChange,
  { now, old, until }: Places,
  { at, isFirst }: { at: number; isFirst: boolean },
): Promise<ReactNode> {
  switch (block.kind) {
    case "kept":
      return <Text key={at} html={await htmlOf(block.source, now, until)} />;
    case "left-out":
      return (
        <details key={at}>
          <summary>{countOf(block.count, "unchanged block")}</summary>
          <Text html={await htmlOf(block.source, now, until)} />
        </details>
      );
    case "added":
    case "removed": {
      const html = await htmlOf(block.source, block.kind === "added" ? now : old, until);
      return <Changed key={at} kind={block.kind} html={html} isFirst={isFirst} />;
    }
    case "changed": {
      const [before, after] = [await htmlOf(block.before, old, until), await htmlOf(block.after, now, until)];
      const marked = markHtml(before, after) ?? { before, after };
      return [
        <Changed key={`${at} before`} kind="removed" html={marked.before} isFirst={isFirst} />,
        <Changed key={`${at} after`} kind="added" html={marked.after} isFirst={false} />,
      ];
    }
  }
}

/** A source as HTML; as it is written where it cannot be rendered, or nothing would be seen of it: a comment, say. */
async function htmlOf(source: string, place: MarkdownPlace, until: number): Promise<string> {
  const rendered = performance.now() > until ? null : await renderMarkdown(source, place, markdownElements);
  const html = rendered?.kind === "rendered" ? rendered.content.html : "";
  const isSeen = /<(?:img|hr|input|svg|math)\b/.test(html) || textOfHtml(html).trim() !== "";
  return isSeen ? html : `<pre class="code-block">${escapeHtml(source)}</pre>`;
}

const escapeHtml = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** Sanitised by `renderMarkdown`, or escaped here. */
function Text({ html }: { html: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: see above
  return <div className="markdown" dangerouslySetInnerHTML={{ __html: html }} />;
}

interface ChangedProps {
  kind: "added" | "removed";
  html: string;
  isFirst: boolean;
}

function Changed({ kind, html, isFirst }: ChangedProps) {
  return (
    <div className="block-change" data-kind={kind} data-first-changed={isFirst ? "" : undefined}>
      <p>
        <span aria-hidden>{kind === "added" ? "+" : "−"}</span>
        {kind === "added" ? "Added" : "Removed"}
      </p>
      <Text html={html} />
    </div>
  );
}
