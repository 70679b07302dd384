import { highlight } from "@/lib/highlight/highlight";
import type { Line } from "@/lib/highlight/roles";

/** Whose code it is, and until when the page waits for its colours. */
export interface CodeTurn {
  owner: string;
  signal: AbortSignal;
}

interface NotebookCodeProps {
  source: string;
  language: string;
  turn: CodeTurn;
}

/** Code of a notebook, in colours where they are there in time. */
export async function NotebookCode({ source, language, turn }: NotebookCodeProps) {
  const lines = await linesInTime({ code: source, language, ...turn });
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section tabIndex={0} aria-label="Code" className="code-block">
        <code>{lines?.map(drawLine) ?? source}</code>
      </section>
      {lines === null ? (
        <p className="pt-1 text-12 text-text-muted">Without colours: highlighting it took too long.</p>
      ) : null}
    </>
  );
}

/** Null where it took too long. */
async function linesInTime(
  input: Parameters<typeof highlight>[0] & { signal: AbortSignal },
): Promise<readonly Line[] | null> {
  try {
    const { lines, plainReason } = await highlight(input);
    return plainReason === "too-slow" || plainReason === "busy" ? null : lines;
  } catch (error) {
    if (!input.signal.aborted) throw error;
    return null;
  }
}

function drawLine(line: Line, index: number) {
  return (
    <span key={index}>
      {line.map(([text, role], at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a token is its place
        <span key={at} className={role === 0 ? undefined : `t${role}`}>
          {text}
        </span>
      ))}
      {"\n"}
    </span>
  );
}
