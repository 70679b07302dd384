import { expect, test } from "vitest";
import { compilePattern, matchText } from "./match-text.mjs";

const limits = { linesMax: 3, contextLines: 1, lineMaxChars: 80, budgetMs: 5_000 };

function find(
  text: string,
  pattern: string,
  {
    isRegex = false,
    isCaseSensitive = false,
    ...more
  }: { isRegex?: boolean; isCaseSensitive?: boolean } & Partial<typeof limits> = {},
) {
  const { matcher } = compilePattern({ text: pattern, isRegex, isCaseSensitive });
  return matchText(matcher, text, { ...limits, ...more });
}

const numbers = (found: ReturnType<typeof find>) =>
  found?.lines.map(({ number, marks }) => (marks.length > 0 ? number : -number));

test("text is found as it stands, in any case unless asked for, with its neighbours", () => {
  const text = "one\ntwo (a+b)*\nthree\nfour\nTWO (A+B)*\n";
  expect(numbers(find(text, "two (a+b)*"))).toEqual([-1, 2, -3, -4, 5]);
  expect(numbers(find(text, "two (a+b)*", { isCaseSensitive: true }))).toEqual([-1, 2, -3]);
  expect(find(text, "two")?.lines[1]?.marks).toEqual([[0, 3]]);
});

test("neighbours that overlap are given once, and hits beyond the bound are counted, not shown", () => {
  expect(numbers(find("x\nx\n-\nx\nx\nx\n", "x"))).toEqual([1, 2, -3, 4]);
  expect(find("x\nx\n-\nx\nx\nx\n", "x")).toMatchObject({ hits: 5, shown: 3 });
});

test("expressions see a line without its end, whatever the end is", () => {
  const found = find("foo\r\nfoobar\r\n\r\nfoo", "^foo$", { isRegex: true });
  expect(found?.hits).toBe(2);
  expect(found?.lines.every(({ text }) => !text.includes("\r"))).toBe(true);
  expect(find("a\nb", "a\\s+b", { isRegex: true })?.hits).toBe(0);
});

test("an expression that matches nothing is known, and gives no hit of no characters", () => {
  const { matcher, matchesEmpty } = compilePattern({ text: "x*", isRegex: true, isCaseSensitive: false });
  expect(matchesEmpty).toBe(true);
  expect(
    matchText(matcher, "aaa\nbxxb\n", limits)?.lines.filter(({ marks }) => marks.length > 0),
  ).toMatchObject([{ number: 2, marks: [[1, 3]] }]);
});

test("a long line is cut around its first hit, never through a character", () => {
  const text = `${"\u{1f600}".repeat(500)}needle${"\u{1f600}".repeat(500)}`;
  const line = find(text, "needle")?.lines[0];
  expect(line).toMatchObject({ isCutBefore: true, isCutAfter: true });
  expect(line?.text.length).toBeLessThanOrEqual(limits.lineMaxChars + 2);
  expect(() => encodeURIComponent(line?.text ?? "")).not.toThrow();
  const [from, to] = line?.marks[0] ?? [0, 0];
  expect(line?.text.slice(from, to)).toBe("needle");
});

test("letters beyond ASCII match in either case", () => {
  expect(find("STRASSE ÄÖÜ ΣΊΣΥΦΟΣ", "äöü")?.hits).toBe(1);
  expect(find("STRASSE ÄÖÜ ΣΊΣΥΦΟΣ", "σίσυφο", { isRegex: true })?.hits).toBe(1);
});

test.each(["(a+)+$", "(a|a)*b", "(.*)(.*)(.*)(.*)(.*)x", "(a?){40}a{40}"])(
  "%s, which takes other engines for ever, takes its time from the length of the line alone",
  (pattern) => {
    expect(find(`${"a".repeat(20_000)}!`, pattern, { isRegex: true })).not.toBeNull();
  },
);

test.each(["(", "[z-a]", "a**", "\\", "(?=a)", "(?<=a)", "\\1", "(a{0,1000}){0,1000}", "(".repeat(500)])(
  "%s is refused in words",
  (pattern) => {
    expect(() => compilePattern({ text: pattern, isRegex: true, isCaseSensitive: false })).toThrow(/.{5}/);
  },
);

test("a file that takes longer than its budget is given up", () => {
  expect(find("line\n".repeat(10_000), "line", { budgetMs: -1 })).toBeNull();
});
