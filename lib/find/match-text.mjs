// @ts-check
// Plain JavaScript for the same reason as worker.mjs, which it is a part of.
import { RE2JS } from "re2js";

/**
 * @typedef {{ text: string, isRegex: boolean, isCaseSensitive: boolean }} Pattern
 * @typedef {{ number: number, text: string, marks: [number, number][], isCutBefore: boolean, isCutAfter: boolean }} HitLine
 * @typedef {{ lines: HitLine[], hits: number, shown: number }} TextHits
 * @typedef {{ linesMax: number, contextLines: number, lineMaxChars: number, budgetMs: number }} Limits
 * @typedef {{ test: (line: string) => boolean, find: (line: string) => [number, number][] }} Matcher
 */

/** Of a line; more would only paint it over. */
const marksMax = 50;
/** Shown before the first hit of a line that is cut. */
const leadChars = 60;
/** Lines between two looks at the clock. */
const linesPerLook = 64;

/**
 * Literal text is matched by the engine's own RegExp, which cannot backtrack on it; expressions by RE2, in time that grows with
 * the line alone. Throws an error with a readable message when the expression is invalid.
 * @param {Pattern} pattern
 * @returns {{ matcher: Matcher, matchesEmpty: boolean }}
 */
export function compilePattern({ text, isRegex, isCaseSensitive }) {
  if (!isRegex) return { matcher: literalMatcher(text, isCaseSensitive), matchesEmpty: false };
  const expression = RE2JS.compile(text, isCaseSensitive ? 0 : RE2JS.CASE_INSENSITIVE);
  return {
    matcher: {
      test: (line) => expression.test(line),
      find(line) {
        /** @type {[number, number][]} */
        const marks = [];
        const found = expression.matcher(line);
        while (marks.length < marksMax && found.find()) {
          if (found.end() > found.start()) marks.push([found.start(), found.end()]);
        }
        return marks;
      },
    },
    matchesEmpty: expression.test(""),
  };
}

/**
 * @param {string} text
 * @param {boolean} isCaseSensitive
 * @returns {Matcher}
 */
function literalMatcher(text, isCaseSensitive) {
  const escaped = text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  const expression = new RegExp(escaped, isCaseSensitive ? "gu" : "giu");
  return {
    test(line) {
      expression.lastIndex = 0;
      return expression.test(line);
    },
    find(line) {
      /** @type {[number, number][]} */
      const marks = [];
      expression.lastIndex = 0;
      for (const match of line.matchAll(expression)) {
        marks.push([match.index, match.index + match[0].length]);
        if (marks.length >= marksMax) break;
      }
      return marks;
    },
  };
}

/**
 * The lines that match, the first of them with their neighbours; null when it took too long.
 * @param {Matcher} matcher
 * @param {string} text
 * @param {Limits} limits
 * @returns {TextHits | null}
 */
export function matchText(matcher, text, { linesMax, contextLines, lineMaxChars, budgetMs }) {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  const startedAt = performance.now();
  /** @type {HitLine[]} */
  const out = [];
  let hits = 0;
  let shown = 0;
  /** Up to here lines have been given out, or need not be. */
  let doneTo = 0;
  /** Up to here lines follow as context of the last hit. */
  let contextTo = 0;
  for (const [index, line] of lines.entries()) {
    if (index % linesPerLook === 0 && performance.now() - startedAt > budgetMs) return null;
    const marks = matcher.test(line) ? matcher.find(line) : [];
    if (marks.length > 0) hits += 1;
    if (marks.length > 0 && shown < linesMax) {
      shown += 1;
      for (let before = Math.max(doneTo, index - contextLines); before < index; before += 1) {
        out.push(cutLine(before, lines[before] ?? "", [], lineMaxChars));
      }
      out.push(cutLine(index, line, marks, lineMaxChars));
      doneTo = index + 1;
      contextTo = index + 1 + contextLines;
    } else if (index < contextTo) {
      // Behind the last line that is shown a hit of its own is no context.
      if (marks.length === 0) out.push(cutLine(index, line, [], lineMaxChars));
      else contextTo = index;
      doneTo = index + 1;
    }
  }
  return { lines: out, hits, shown };
}

/**
 * @param {number} index
 * @param {string} line
 * @param {[number, number][]} marks
 * @param {number} maxChars
 * @returns {HitLine}
 */
function cutLine(index, line, marks, maxChars) {
  const first = marks[0]?.[0] ?? 0;
  let from = line.length > maxChars ? Math.max(0, Math.min(first - leadChars, line.length - maxChars)) : 0;
  let to = Math.min(line.length, from + maxChars);
  // Not through the middle of a character.
  if (isLowSurrogate(line, from)) from -= 1;
  if (isLowSurrogate(line, to)) to += 1;
  return {
    number: index + 1,
    text: line.slice(from, to),
    marks: marks
      .filter(([start, end]) => start < to && end > from)
      .map(([start, end]) => [Math.max(start, from) - from, Math.min(end, to) - from]),
    isCutBefore: from > 0,
    isCutAfter: to < line.length,
  };
}

/**
 * @param {string} text
 * @param {number} at
 */
function isLowSurrogate(text, at) {
  const code = text.charCodeAt(at);
  return at > 0 && code >= 0xdc00 && code <= 0xdfff;
}
