import type { ReactNode } from "react";
import { OddName } from "./odd-name";

/** A path whose file name stands out, with what was typed marked. Whatever a name is made of stays inside its own box, and is seen. */
export function MarkedPath({ path, marks }: { path: string; marks: readonly number[] }) {
  const nameAt = path.lastIndexOf("/") + 1;
  const marked = new Set(marks);
  return (
    <bdi className="min-w-0 font-mono text-12 [overflow-wrap:anywhere]">
      {nameAt > 0 ? <span className="text-text-muted">{parts(path, 0, nameAt, marked)}</span> : null}
      <span className="font-medium">{parts(path, nameAt, path.length, marked)}</span>
    </bdi>
  );
}

function parts(path: string, from: number, to: number, marked: Set<number>): ReactNode[] {
  const out: ReactNode[] = [];
  for (let at = from; at < to; ) {
    const isMarked = marked.has(at);
    let end = at + 1;
    while (end < to && marked.has(end) === isMarked) end += 1;
    const text = path.slice(at, end);
    out.push(
      isMarked ? (
        <mark key={at} className="rounded-xs bg-accent-subtle font-semibold text-accent-text">
          <OddName name={text} />
        </mark>
      ) : (
        <OddName key={at} name={text} />
      ),
    );
    at = end;
  }
  return out;
}
