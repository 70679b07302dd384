import { firstStyledRole } from "@/lib/highlight/roles";
import { tokensOf } from "@/lib/highlight/token-codes";

/** How far from the window lines are coloured already. */
const nearMargin = "1500px 0px";

/** By the lines' box: the codes of each of them. */
const codesOf = new WeakMap<Element, readonly string[]>();
const painted = new Map<Element, (readonly [Highlight, StaticRange])[]>();
let observer: IntersectionObserver | undefined;

/** Boxes whose tokens have the elements that they need. */
const dressed = new WeakSet<Element>();

/** Whether the browser colours text without elements. */
const canPaint = () => "highlights" in CSS;

/**
 * Colours lines that are in the page as plain text, from line `firstLine` on, with the codes of each of them. Gives what ends it.
 */
export function paintLines(firstLine: number, codes: readonly string[]): () => void {
  const stops: (() => void)[] = [];
  let box: Element | null | undefined = document.getElementById(`L${firstLine}`)?.parentElement;
  for (let from = 0; box && from < codes.length; box = box.nextElementSibling) {
    const to = from + box.children.length;
    stops.push(paintTokens(box, codes.slice(from, to)));
    from = to;
  }
  return () => {
    for (const stop of stops) stop();
  };
}

/**
 * Colours the tokens of a box of lines while it is in the window or near it, by the style sheet's `::highlight(t1)` … An element a token
 * makes twenty thousand lines three hundred thousand elements, which every search and every change of style walks through; and
 * the text stays the same nodes, so that what is found or selected in it stays so. Only what is bold or slanted gets elements, and all
 * where the browser cannot do without.
 */
function paintTokens(box: Element, codes: readonly string[]): () => void {
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
    undress(box);
  };
}

function wipe(box: Element) {
  for (const [highlight, range] of painted.get(box) ?? []) highlight.delete(range);
  painted.delete(box);
}

function paint(box: Element) {
  const ranges: (readonly [Highlight, StaticRange])[] = [];
  const codes = codesOf.get(box) ?? [];
  const firstDressed = canPaint() ? firstStyledRole : 1;
  for (const [index, line] of [...box.children].entries()) {
    if (!dressed.has(box)) dress(line, codes[index] ?? "", firstDressed);
    for (const { role, ...place } of rangesOf(line, codes[index] ?? "")) {
      if (role >= firstDressed) continue;
      const highlight = highlightOf(role);
      const range = new StaticRange(place);
      highlight.add(range);
      ranges.push([highlight, range]);
    }
  }
  dressed.add(box);
  painted.set(box, ranges);
}

/** Gives the tokens of a line whose role is `firstDressed` or above an element each. */
function dress(line: Element, codes: string, firstDressed: number) {
  // From the last to the first: a text that is parted stays what it was up to there.
  for (const { role, startContainer, startOffset, endContainer, endOffset } of rangesOf(
    line,
    codes,
  ).reverse()) {
    if (role < firstDressed) continue;
    const range = new Range();
    range.setStart(startContainer, startOffset);
    range.setEnd(endContainer, endOffset);
    const element = document.createElement("i");
    element.className = `t${role}`;
    range.surroundContents(element);
  }
}

/** Makes the lines of a box plain again: they may be coloured as another language next. */
function undress(box: Element) {
  if (!dressed.delete(box)) return;
  for (const element of box.querySelectorAll("i")) element.replaceWith(...element.childNodes);
  box.normalize();
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
      if (role > 0 && to > from) {
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
