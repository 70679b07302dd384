import type { ReactNode } from "react";
import { MarkedPath } from "@/components/names/marked-path";
import { NavLink } from "@/components/ui/nav-link";
import { countOf, formatCount } from "@/lib/format/count";
import { blobUrl } from "@/lib/routes";
import type { FileHits as Found, HitLine } from "@/lib/wire/search-events";

interface FileHitsProps {
  namespace: string;
  repo: string;
  refName: string;
  file: Found;
}

/** What was found in one file: its lines with their neighbours, each leading to its place. */
export function FileHits({ namespace, repo, refName, file }: FileHitsProps) {
  const href = blobUrl(namespace, repo, refName, file.path);
  const more = file.hits - file.shown;
  return (
    <section aria-label={file.path} className="overflow-hidden rounded-lg border bg-bg-raised">
      <h2 className="flex min-h-10 items-center justify-between gap-4 border-b bg-bg-subtle px-4 py-1.5 text-13 font-normal">
        <NavLink href={href} className="min-w-0 rounded-sm hover:underline pointer-coarse:py-2.5">
          <MarkedPath path={file.path} marks={[]} />
        </NavLink>
        <span className="tabular shrink-0 text-12 text-text-muted">{countOf(file.hits, "line")}</span>
      </h2>
      <ol className="py-1.5 font-mono text-12 leading-5">
        {file.lines.map((line, at) => (
          <Line
            key={line.number}
            line={line}
            href={`${href}#L${line.number}`}
            isAfterGap={at > 0 && line.number !== (file.lines[at - 1]?.number ?? 0) + 1}
          />
        ))}
      </ol>
      {more > 0 ? (
        <p className="border-t px-4 py-1.5 text-12">
          <NavLink href={href} className="rounded-sm text-accent-text hover:underline pointer-coarse:py-3.5">
            {formatCount(more)} more matching {more === 1 ? "line" : "lines"} in this file
          </NavLink>
        </p>
      ) : null}
    </section>
  );
}

function Line({ line, href, isAfterGap }: { line: HitLine; href: string; isAfterGap: boolean }) {
  const isHit = line.marks.length > 0;
  const text = (
    <span className="min-w-0 whitespace-pre-wrap [overflow-wrap:anywhere] [tab-size:4]">
      {line.isCutBefore ? <Cut /> : null}
      {markedText(line)}
      {line.isCutAfter ? <Cut /> : null}
    </span>
  );
  const number = (
    <span className="text-right text-text-muted select-none">
      {isHit ? <span className="sr-only">Line </span> : null}
      {line.number}
    </span>
  );
  const className = "grid grid-cols-[4.5ch_minmax(0,1fr)] gap-4 px-4 py-0.5";
  return (
    <li className={isAfterGap ? "mt-1.5 border-t border-dashed pt-1.5" : undefined}>
      {isHit ? (
        <NavLink
          href={href}
          className={`${className} hover:bg-bg-hover focus-visible:-outline-offset-2 pointer-coarse:py-3`}
        >
          {number}
          {text}
        </NavLink>
      ) : (
        <div className={`${className} text-text-muted`}>
          {number}
          {text}
        </div>
      )}
    </li>
  );
}

/** Long lines are cut around their first hit. */
function Cut() {
  return <span className="text-text-muted select-none">…</span>;
}

function markedText({ text, marks }: HitLine): ReactNode[] {
  const out: ReactNode[] = [];
  let at = 0;
  for (const [from, to] of marks) {
    if (from > at) out.push(text.slice(at, from));
    out.push(
      <mark key={from} className="rounded-xs bg-accent-subtle font-semibold text-accent-text">
        {text.slice(from, to)}
      </mark>,
    );
    at = to;
  }
  out.push(text.slice(at));
  return out;
}
