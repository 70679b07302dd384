import { setTimeout as sleep, setImmediate as turn } from "node:timers/promises";
import { MadeStatic } from "@/components/static/made-static";
import { Static } from "@/components/static/static";
import type { ChunkedCode, CodeChunk } from "@/lib/highlight/highlight";
import { joinHtml, type NamedHtml, staticHtml } from "@/lib/html/static-html";
import { widestColumns } from "@/lib/text/widest-columns";
import { LineBlocks } from "./line-blocks";
import { LineColours } from "./line-colours";
import { LineSelection } from "./line-selection";

interface CodeLinesProps {
  code: Pick<ChunkedCode, "chunks" | "lineCount" | "language" | "plainReason">;
  /** Names the text, where it has a name. */
  contentKey?: string | undefined;
  /** The accessible name of the region: the file's name. */
  label: string;
  hasHidden?: boolean;
  /** Where the lines stay the same for ever: the line menu's permalink. */
  permalink: string;
  /** Columns of a tab. */
  tabSize?: number | undefined;
}

/** The lines of a longer file are all in the page, but only the beginning in colour; the other colours come after. */
const wholeMaxLines = 2_000;
/** The page waits no longer than this for colours; then they follow it. */
const patienceMs = 1_500;

/** The codes of the first `count` chunks, as far as they are there in time. */
async function codesInTime(chunks: readonly CodeChunk[], count: number): Promise<(string | null)[]> {
  const ready: (string | null)[] = [];
  const wanted = (async () => {
    for (const { codes } of chunks.slice(0, count)) ready.push(await codes);
  })();
  const abort = new AbortController();
  const late = sleep(patienceMs, undefined, { signal: abort.signal }).catch(() => undefined);
  await Promise.race([wanted, late]);
  abort.abort();
  // A copy: the loop may go on behind.
  return [...ready];
}

/** The lines as plain text. Each chunk is drawn in a turn of its own: other pages wait for no more than one. */
async function plainLines(
  chunks: readonly CodeChunk[],
  contentKey: string | undefined,
  hasHidden: boolean,
): Promise<NamedHtml> {
  const parts: NamedHtml[] = [];
  for (const { firstLine, lineCount, text } of chunks) {
    await turn();
    const of = contentKey === undefined ? null : ["plain-lines", contentKey, firstLine, lineCount, hasHidden];
    parts.push(
      await staticHtml(of, () => (
        <LineBlocks firstLine={firstLine} text={parsable(text)} codes={null} hasHidden={hasHidden} />
      )),
    );
  }
  return joinHtml(parts);
}

/**
 * A file's lines, numbered, in blocks: each is coloured and drawn by itself. One element a line, `#L10` is
 * its anchor. The number is drawn by the style sheet (`app/code-theme.css`), so it is never part of a selection or a copy.
 */
export async function CodeLines(props: CodeLinesProps) {
  const { code, contentKey, label, hasHidden = false, permalink, tabSize } = props;
  const { chunks, lineCount } = code;
  const ready = await codesInTime(chunks, lineCount <= wholeMaxLines ? chunks.length : 1);
  const rest = chunks.slice(ready.length);
  const isPlain = code.plainReason !== null || code.language === "text";
  // A block that was given up may have its colours the next time.
  const isFinal = isPlain || !ready.includes(null);
  const hasLateColours = !isPlain && rest.length > 0;
  return (
    <>
      {/* Before the lines: it takes back what it did to them before they are kept for a Back. */}
      {hasLateColours ? (
        <LineColours chunks={rest.map(({ firstLine, codes }) => ({ firstLine, codes }))} />
      ) : null}
      <LineSelection
        label={label}
        digits={String(lineCount).length}
        permalink={permalink}
        drawnFrom={`${contentKey} ${code.language}`}
      >
        <pre>
          <code
            style={{
              minWidth: `max(100%, ${widestColumns(
                chunks.map(({ text }) => text),
                tabSize,
              )} * 1ch + var(--gutter) + 16px)`,
              tabSize,
            }}
          >
            <Static
              as="span"
              className="contents"
              of={
                contentKey === undefined || !isFinal
                  ? null
                  : ["lines", contentKey, code.language, ready.length, hasHidden]
              }
              draw={() => (
                <>
                  {chunks.slice(0, ready.length).map(({ firstLine, text }, index) => (
                    <LineBlocks
                      key={firstLine}
                      firstLine={firstLine}
                      text={parsable(text)}
                      codes={ready[index] ?? null}
                      hasHidden={hasHidden}
                    />
                  ))}
                </>
              )}
            />
            {rest.length === 0 ? null : (
              <MadeStatic
                as="span"
                className="contents"
                made={await plainLines(rest, contentKey, hasHidden)}
              />
            )}
          </code>
        </pre>
      </LineSelection>
      {hasLateColours ? (
        <noscript>
          <p className="border-t px-4 py-2 text-12 text-text-muted">
            Without JavaScript the lines from {rest[0]?.firstLine} on have no colours.
          </p>
        </noscript>
      ) : null}
    </>
  );
}

/** An HTML parser would read these two as other characters, and the page would not be what the browser makes of it. */
function parsable(text: string): string {
  return text.replaceAll("\0", "\u2400").replaceAll("\r", "\u240d");
}
