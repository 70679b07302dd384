import { setMaxListeners } from "node:events";
import type { ReactNode } from "react";
import { formatCount } from "@/lib/format/count";
import { parseAnsi } from "@/lib/text/ansi-text";
import type { NotebookOutput } from "@/lib/text/notebook-output";
import { type NotebookCell, notebookMaxCells, parseNotebook } from "@/lib/text/parse-notebook";
import { type CodeTurn, NotebookCode } from "./notebook-code";

/** For the code of all cells together: the page waits for it. */
const highlightTimeoutMs = 4_000;

interface NotebookPreviewProps {
  text: string;
  /** The repo. */
  owner: string;
  /** Draws the Markdown of a cell or an output; `attachments` are images it may name, as `data:` URLs. */
  drawMarkdown: (source: string, attachments?: Record<string, string>) => ReactNode;
}

/** A Jupyter notebook as it is read: its text, its code, and what the code gave. Nothing in it runs. */
export function NotebookPreview({ text, owner, drawMarkdown }: NotebookPreviewProps) {
  const notebook = parseNotebook(text);
  if (notebook === null) {
    return (
      <p className="px-4 py-10 text-center text-13 text-text-muted">
        This is no Jupyter notebook. Code shows the file as it is.
      </p>
    );
  }
  const { cells, cellCount, language } = notebook;
  const signal = AbortSignal.timeout(highlightTimeoutMs);
  // One listener a piece of code, and no leak: the signal ends with this page.
  setMaxListeners(0, signal);
  const turn: CodeTurn = { owner, signal };
  return (
    <>
      {cellCount > cells.length ? (
        <p className="border-b px-4 py-2 text-12 text-text-muted">
          Only the first {notebookMaxCells} of {formatCount(cellCount)} cells are here. Code has everything.
        </p>
      ) : null}
      <ol className="grid grid-cols-[minmax(0,1fr)] gap-4 bg-bg px-4 py-6 sm:px-6">
        {cells.map((cell, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
          <li key={index}>
            <Folded isFolded={cell.isFolded} title="Hidden cell">
              <Cell cell={cell} language={language} turn={turn} drawMarkdown={drawMarkdown} />
            </Folded>
          </li>
        ))}
      </ol>
      {cells.length === 0 ? (
        <p className="px-4 pb-10 text-center text-13 text-text-muted">This notebook has no cells.</p>
      ) : null}
    </>
  );
}

interface CellProps {
  cell: NotebookCell;
  language: string;
  turn: CodeTurn;
  drawMarkdown: NotebookPreviewProps["drawMarkdown"];
}

function Cell({ cell, language, turn, drawMarkdown }: CellProps) {
  if (cell.kind === "markdown") {
    return (
      <div className="sm:pl-16">
        <Folded isFolded={cell.isSourceHidden} title="Hidden source">
          {drawMarkdown(cell.source, cell.attachments)}
        </Folded>
      </div>
    );
  }
  if (cell.kind === "raw") {
    return (
      <div className="sm:pl-16">
        <Folded isFolded={cell.isSourceHidden} title="Hidden source">
          <Plain text={cell.source} label="Raw cell" />
        </Folded>
      </div>
    );
  }
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2 sm:grid-cols-[3rem_minmax(0,1fr)] sm:gap-x-4">
      <span className="tabular pt-3 text-right font-mono text-12 text-text-muted max-sm:hidden">
        <span className="sr-only">Cell </span>[{cell.executionCount ?? " "}]
      </span>
      <Folded isFolded={cell.isSourceHidden} title="Hidden source">
        <NotebookCode source={cell.source} language={language} turn={turn} />
      </Folded>
      {cell.outputs.length > 0 ? (
        <div className="min-w-0 sm:col-start-2">
          <Folded isFolded={cell.areOutputsHidden} title="Hidden outputs">
            <Outputs areScrolled={cell.areOutputsScrolled}>
              {cell.outputs.map((output, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: an output is its place
                <div key={index} className="[contain:paint]">
                  <Output output={output} turn={turn} drawMarkdown={drawMarkdown} />
                </div>
              ))}
            </Outputs>
          </Folded>
        </div>
      ) : null}
    </div>
  );
}

/** The outputs of a cell: in a box that scrolls, at full length, or each long text in a box of its own, where the author left that open. */
function Outputs({ areScrolled, children }: { areScrolled: boolean | null; children: ReactNode }) {
  const layout = "grid grid-cols-[minmax(0,1fr)] gap-2";
  if (areScrolled === null) return <div className={layout}>{children}</div>;
  const whole = `${layout} [--text-height:none]`;
  if (!areScrolled) return <div className={whole}>{children}</div>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section tabIndex={0} aria-label="Outputs" className={`${whole} max-h-96 overflow-auto rounded border`}>
      {children}
    </section>
  );
}

/** What the author folded away stays folded, and can be opened. */
function Folded({ isFolded, title, children }: { isFolded: boolean; title: string; children: ReactNode }) {
  if (!isFolded) return children;
  return (
    <details>
      <summary className="w-fit py-2 text-12 text-text-muted">{title}</summary>
      {children}
    </details>
  );
}

type OutputProps = { output: NotebookOutput } & Pick<CellProps, "turn" | "drawMarkdown">;

function Output({ output, turn, drawMarkdown }: OutputProps) {
  switch (output.kind) {
    case "text":
      return (
        <Plain
          text={output.text}
          label={output.isError ? "Error output" : "Output"}
          isError={output.isError}
        />
      );
    case "image":
      // biome-ignore lint/performance/noImgElement: its bytes stand in the page
      return <img src={output.dataUrl} alt={output.alt} className="max-w-full rounded border" />;
    case "markdown":
      return drawMarkdown(output.source);
    case "json":
      return <NotebookCode source={output.json} language="json" turn={turn} />;
    case "html":
      return drawMarkdown(oneHtmlBlock(output.html));
    case "omitted":
      return <p className="text-12 text-text-muted">{output.what}. Code has it.</p>;
  }
}

/** In Markdown an HTML block ends at an empty line, and what is indented is code: so neither. */
const oneHtmlBlock = (html: string) =>
  `<div>\n${html
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean)
    .join("\n")}\n</div>`;

function Plain({ text, label, isError = false }: { text: string; label: string; isError?: boolean }) {
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
      tabIndex={0}
      aria-label={label}
      className={`max-h-[var(--text-height,24rem)] overflow-auto rounded px-4 py-2 font-mono text-12 leading-5 whitespace-pre-wrap ${isError ? "bg-danger-subtle text-text" : "bg-bg-subtle"}`}
    >
      {parseAnsi(text).map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place
        <span key={index} className={part.role === 0 ? undefined : `t${part.role}`}>
          {part.text}
        </span>
      ))}
    </section>
  );
}
