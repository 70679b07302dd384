import { tokensOf } from "@/lib/highlight/token-codes";

/** How far from the window lines are coloured already. */
const nearMargin = "1500px 0px";

/** Tokens of a role from here on are more than a colour, which is all that a highlight can give. */
export const firstStyledRole = 14;

/** By the lines' box: the codes of each of them. */
const codesOf = new WeakMap<Element, readonly string[]>();
const painted = new Map<Element, (readonly [Highlight, StaticRange])[]>();
let observer: IntersectionObserver | undefined;

/** Whether the browser colours text without elements. */
export const canPaint = () => typeof CSS !== "undefined" && "highlights" in CSS;

/**
 * Colours the tokens of a box of lines while it is in the window or near it, by the style sheet's `::highlight(t1)` … An element a token
 * makes twenty thousand lines three hundred thousand elements, which every search and every change of style walks through; and
 * the text stays the same nodes, so that what is found or selected in it stays so. Gives what ends it.
 */
export function paintTokens(box: HTMLElement, codes: readonly string[]): () => void {
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        wipe(target);
        if (isIntersecting) paint(target);
      }
    },
    { rootMargin: nearMargin },
  );
  codesOf.set(box, codes);
  observer.observe(box);
  return () => {
    observer?.unobserve(box);
    wipe(box);
  };
}

function wipe(box: Element) {
  for (const [highlight, range] of painted.get(box) ?? []) highlight.delete(range);
  painted.delete(box);
}

function paint(box: Element) {
  const ranges: (readonly [Highlight, StaticRange])[] = [];
  const codes = codesOf.get(box) ?? [];
  for (const [index, line] of [...box.children].entries()) {
    for (const { role, ...place } of rangesOf(line, codes[index] ?? "")) {
      const highlight = highlightOf(role);
      const range = new StaticRange(place);
      highlight.add(range);
      ranges.push([highlight, range]);
    }
  }
  painted.set(box, ranges);
}

function highlightOf(role: number): Highlight {
  const name = `t${role}`;
  const known = CSS.highlights.get(name);
  if (known) return known;
  const made = new Highlight();
  CSS.highlights.set(name, made);
  return made;
}

interface PaintedRange extends StaticRangeInit {
  role: number;
}

/** Where the tokens of a line are among its texts: a hidden character stands in an element of its own, and parts them. */
function rangesOf(line: Element, codes: string): PaintedRange[] {
  const ranges: PaintedRange[] = [];
  const texts = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  let text = texts.nextNode();
  let from = 0;
  for (const [tokenLength, role] of tokensOf(codes)) {
    for (let left = tokenLength; left > 0 && text !== null; ) {
      const length = text.textContent?.length ?? 0;
      const to = Math.min(length, from + left);
      if (role > 0 && role < firstStyledRole && to > from) {
        ranges.push({ role, startContainer: text, startOffset: from, endContainer: text, endOffset: to });
      }
      left -= to - from;
      from = to;
      if (from < length) continue;
      text = texts.nextNode();
      from = 0;
    }
  }
  return ranges;
}
