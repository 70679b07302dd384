"use client";

import { type KeyboardEvent, type ReactNode, useMemo, useState } from "react";
import { formatCount } from "@/lib/format/count";
import { type JsonNode, parseJson } from "@/lib/text/parse-json";

/** Up to so many values are all in the page from the start, folded or not: they are found and unfolded without JavaScript. */
const wholeMaxNodes = 2_000;
/** Longer lists are cut into ranges to unfold. */
const rangeSize = 100;
const openDepth = 2;
const openMaxChildren = 50;
const stringMaxChars = 1_000;

/** A tree of JSON. Right and Left unfold and fold, Up and Down walk. */
export function JsonTree({ text }: { text: string }) {
  const parsed = useMemo(() => parseJson(text), [text]);
  if (!parsed.ok) return null;

  const walk = (event: KeyboardEvent<HTMLElement>) => {
    const { target, currentTarget } = event;
    if (!(target instanceof HTMLElement) || target.tagName !== "SUMMARY") return;
    const branch = target.parentElement;
    if (!(branch instanceof HTMLDetailsElement)) return;
    const all = [...currentTarget.querySelectorAll<HTMLElement>("summary")].filter((summary) =>
      summary.checkVisibility(),
    );
    const at = all.indexOf(target);
    if (event.key === "ArrowDown") all[at + 1]?.focus();
    else if (event.key === "ArrowUp") all[at - 1]?.focus();
    else if (event.key === "ArrowRight" && !branch.open) branch.open = true;
    else if (event.key === "ArrowRight") all[at + 1]?.focus();
    else if (event.key === "ArrowLeft" && branch.open) branch.open = false;
    else if (event.key === "ArrowLeft")
      branch.parentElement?.closest("details")?.querySelector("summary")?.focus();
    else return;
    event.preventDefault();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the summaries inside
    <div onKeyDown={walk} className="json-tree overflow-x-auto bg-bg px-4 py-3 font-mono text-12 leading-6">
      <Value name={null} node={parsed.root} depth={0} isWhole={parsed.nodeCount <= wholeMaxNodes} />
    </div>
  );
}

interface ValueProps {
  /** A key or an index. */
  name: string | null;
  node: JsonNode;
  depth: number;
  isWhole: boolean;
}

function Value({ name, node, depth, isWhole }: ValueProps) {
  const label = name === null ? null : <span className="t9">{name}: </span>;
  if (node.kind === "string") {
    const { value } = node;
    const isCut = value.length > stringMaxChars;
    return (
      <p className="pl-4 whitespace-pre-wrap [overflow-wrap:anywhere]">
        {label}
        <span className="t3">{JSON.stringify(isCut ? value.slice(0, stringMaxChars) : value)}</span>
        {isCut ? <span className="text-text-muted"> cut, {formatCount(value.length)} characters</span> : null}
      </p>
    );
  }
  if (node.kind !== "object" && node.kind !== "array") {
    return (
      <p className="pl-4">
        {label}
        <span className="t4">{node.source}</span>
      </p>
    );
  }
  const children =
    node.kind === "object"
      ? node.entries.map(({ key, value }) => ({ name: JSON.stringify(key), node: value }))
      : node.items.map((item, index) => ({ name: String(index), node: item }));
  const [open, close, one] = node.kind === "object" ? ["{", "}", "key"] : ["[", "]", "item"];
  if (children.length === 0) {
    return (
      <p className="pl-4">
        {label}
        {open}
        {close}
      </p>
    );
  }
  return (
    <Branch
      isOpen={depth < openDepth && children.length <= openMaxChildren}
      isWhole={isWhole}
      summary={
        <>
          {label}
          {open}
          <span className="text-text-muted">
            {" "}
            {formatCount(children.length)} {children.length === 1 ? one : `${one}s`}{" "}
          </span>
          {close}
        </>
      }
    >
      {() => <Children all={children} depth={depth + 1} isWhole={isWhole} />}
    </Branch>
  );
}

interface ChildrenProps {
  all: { name: string; node: JsonNode }[];
  depth: number;
  isWhole: boolean;
}

function Children({ all, depth, isWhole }: ChildrenProps) {
  if (all.length <= rangeSize) {
    return all.map(({ name, node }, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a value is its place; keys may repeat
      <Value key={index} name={name} node={node} depth={depth} isWhole={isWhole} />
    ));
  }
  // Ranges of ranges: never more than a hundred rows at once.
  let size = rangeSize;
  while (all.length > size * rangeSize) size *= rangeSize;
  const ranges = Array.from({ length: Math.ceil(all.length / size) }, (_, index) => index * size);
  return ranges.map((from) => {
    const part = all.slice(from, from + size);
    return (
      <Branch
        key={from}
        isOpen={false}
        isWhole={isWhole}
        summary={
          <span className="text-text-muted">
            {formatCount(from)} … {formatCount(from + part.length - 1)}
          </span>
        }
      >
        {() => <Children all={part} depth={depth} isWhole={isWhole} />}
      </Branch>
    );
  });
}

interface BranchProps {
  isOpen: boolean;
  isWhole: boolean;
  summary: ReactNode;
  children: () => ReactNode;
}

/** What is inside is drawn when it is first unfolded. */
function Branch({ isOpen, isWhole, summary, children }: BranchProps) {
  const [wasOpened, setWasOpened] = useState(isOpen || isWhole);
  return (
    <details open={isOpen} onToggle={(event) => event.currentTarget.open && setWasOpened(true)}>
      <summary className="rounded-sm pointer-coarse:py-3">{summary}</summary>
      <div className="ml-1.5 border-l pl-2.5">{wasOpened ? children() : null}</div>
    </details>
  );
}
