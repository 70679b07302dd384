import { formatCount } from "@/lib/format/count";

export interface SourceWeight {
  /** Above 1 it may take longer than a moment. */
  weight: number;
  /** What there is too much of, to follow "it has"; null for a text that may be parsed. */
  excess: string | null;
}

/** What costs more than its characters, and of which a few kilobytes can hold enough for minutes. */
type Count =
  | "depth"
  | "nesting"
  | "cells"
  | "links"
  | "definitions"
  | "footnotes"
  | "elements"
  | "marks"
  | "formulas";

interface Bound {
  /** So much alone makes a text heavy. */
  heavy: number;
  /** Above this it is not parsed. */
  most: number;
  words(most: string): string;
}

/**
 * `most` is what the tree may hold anyway (30,000 nodes, 100 levels), or what takes longer than the time that there is.
 * Parsers take the square of most of these: a table of 6,000 cells, a thousand footnotes or references take seconds.
 */
const bounds: Record<Count, Bound> = {
  depth: { heavy: 16, most: 100, words: (most) => `quotes or lists more than ${most} levels deep` },
  nesting: { heavy: 10_000, most: 500_000, words: () => "too many quotes and lists inside of each other" },
  cells: { heavy: 1_500, most: 10_000, words: (most) => `more than ${most} table cells` },
  links: { heavy: 1_500, most: 10_000, words: (most) => `more than ${most} links or brackets` },
  definitions: { heavy: 400, most: 5_000, words: (most) => `more than ${most} link definitions` },
  footnotes: {
    heavy: 100,
    most: 2_000,
    words: (most) => `more than ${most} footnotes or references to them`,
  },
  elements: { heavy: 1_500, most: 15_000, words: (most) => `more than ${most} HTML tags` },
  marks: {
    heavy: 1_000,
    most: 20_000,
    words: (most) => `more than ${most} marks such as * and \` in one paragraph`,
  },
  // More formulas than are drawn stay as they are written.
  formulas: { heavy: 100, most: Number.POSITIVE_INFINITY, words: () => "too many formulas" },
};
const heavyChars = 128_000;

/** Levels that cost next to nothing. */
const freeDepth = 8;

const container = /[ \t]*(?:>|[-*+](?=[ \t\r]|$)|\d{1,9}[.)](?=[ \t\r]|$))/y;
const fence = /^[ \t]*(`{3,}|~{3,})/;
const delimiterRow = /^[ \t|:-]+$/;
const definition = /^[ \t]*\[[^\]]{1,999}\]:/;

/**
 * What a Markdown text will cost, by a look at its lines: linear, and before any parser sees it. It reads Markdown more loosely
 * than a parser, so it is a bound and no proof: what passes has a time limit still.
 */
export function weighSource(source: string): SourceWeight {
  const counts: Record<Count, number> = {
    depth: 0,
    nesting: 0,
    cells: 0,
    links: 0,
    definitions: 0,
    footnotes: 0,
    elements: 0,
    marks: 0,
    formulas: 0,
  };
  const isCode = createFences();
  const cellsOf = createTables();
  let blockMarks = 0;
  let listDepth = 0;
  for (const line of source.split("\n")) {
    const { depth, text } = unwrap(line, listDepth);
    const isEmpty = text.trim() === "";
    if (depth > 0 || !isEmpty) listDepth = depth;
    counts.depth = Math.max(counts.depth, depth);
    if (depth > freeDepth) counts.nesting += depth * depth;
    if (isCode(text)) continue;
    counts.cells += cellsOf(isEmpty ? "" : text);
    blockMarks = isEmpty ? 0 : blockMarks + countMarks(text, counts);
    counts.marks = Math.max(counts.marks, blockMarks);
  }
  return weightOf(source, counts);
}

/** For one line after the other: whether it stands in a fenced block of code. */
function createFences(): (text: string) => boolean {
  let open: string | null = null;
  return (text) => {
    const [, mark = null] = fence.exec(text) ?? [];
    if (open === null) open = mark;
    else if (mark?.startsWith(open)) open = null;
    else return true;
    return mark !== null;
  };
}

/** For one line after the other: cells that it adds. Each row has as many as the head, however few are written. */
function createTables(): (text: string) => number {
  let columns = 0;
  let before = "";
  return (text) => {
    if (text === "") columns = 0;
    else if (
      columns === 0 &&
      delimiterRow.test(text) &&
      text.includes("-") &&
      `${before}${text}`.includes("|")
    ) {
      columns = text.split("|").length;
    }
    before = text;
    return columns;
  };
}

/** A line without the quotes and list items that it stands in, and how many those are. */
function unwrap(line: string, listDepth: number): { depth: number; text: string } {
  let depth = 0;
  let at = 0;
  container.lastIndex = 0;
  while (container.test(line)) {
    depth += 1;
    at = container.lastIndex;
  }
  // Two spaces a level at least, and a level more than the line before at most: deeper is code.
  const indent = /^[ \t]*/.exec(line)?.[0].length ?? 0;
  const levels = depth > 0 ? Math.min(Math.floor(indent / 2), listDepth) : 0;
  return { depth: depth + levels, text: line.slice(at) };
}

function countMarks(text: string, counts: Record<Count, number>): number {
  let marks = 0;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case 91: // [
        counts.links += 1;
        if (text.charCodeAt(at + 1) === 94) counts.footnotes += 1;
        break;
      case 60: // <
        counts.elements += /[a-z/!?]/i.test(text.charAt(at + 1)) ? 1 : 0;
        break;
      case 36: // $
        counts.formulas += 0.5;
        marks += 1;
        break;
      case 42: // *
      case 95: // _
      case 96: // `
      case 126: // ~
        marks += 1;
    }
  }
  if (definition.test(text)) counts.definitions += 1;
  return marks;
}

function weightOf(source: string, counts: Record<Count, number>): SourceWeight {
  let weight = source.length / heavyChars;
  let excess: string | null = null;
  for (const [name, { heavy, most, words }] of Object.entries(bounds)) {
    const count = counts[name as Count];
    weight += count / heavy;
    if (count > most) excess ??= words(formatCount(most));
  }
  return { weight, excess };
}
