import { describe, expect, it } from "vitest";
import { type ImportLine, linesMax, nameProblems, parseAddressList, reduceList } from "./import-list-state";

const list = (text: string) => parseAddressList(text).lines;
const names = (lines: ImportLine[]) => lines.map(({ name }) => name);

describe("parseAddressList", () => {
  it("reads one address a line in any spelling, and skips comments, blank lines and duplicates", () => {
    const parsed = parseAddressList(
      [
        "# ours",
        "https://github.com/acme/shop # the shop",
        "",
        "git@github.com:acme/tools.git\r",
        "  https://github.com/acme/shop.git  ",
        "not an address",
        "https://github.com/acme",
      ].join("\n"),
    );
    expect(parsed.lines.map(({ number, remote }) => [number, remote])).toEqual([
      [2, "https://github.com/acme/shop"],
      [4, "https://github.com/acme/tools.git"],
    ]);
    expect(parsed.duplicateCount).toBe(1);
    expect(parsed.unread).toEqual([
      { number: 6, text: "not an address" },
      { number: 7, text: "https://github.com/acme" },
    ]);
  });

  it("gives each line a name of its own", () => {
    expect(
      names(list("https://a.test/x\nhttps://b.test/X\nhttps://c.test/x.git\nhttps://d.test/x-2")),
    ).toEqual(["x", "X-2", "x-3", "x-2-2"]);
  });

  it("takes five hundred and says how many it leaves out", () => {
    const text = Array.from({ length: linesMax + 3 }, (_, at) => `https://a.test/repo-${at}`).join("\n");
    const parsed = parseAddressList(text);
    expect([parsed.lines.length, parsed.leftOutCount]).toEqual([linesMax, 3]);
  });

  it("keeps no credentials of a pasted address", () => {
    expect(JSON.stringify(parseAddressList("https://me:s3cret@a.test/x?token=s3cret"))).not.toContain(
      "s3cret",
    );
  });
});

describe("reduceList", () => {
  it("flags names that are not valid, stand twice or are taken, until they are changed", () => {
    let lines = list("https://a.test/x\nhttps://a.test/y\nhttps://a.test/z");
    lines = reduceList(lines, { type: "type-name", number: 2, name: "X" });
    lines = reduceList(lines, { type: "find-taken", number: 3, name: "z", isTaken: true });
    expect([...nameProblems(lines).keys()]).toEqual([1, 2, 3]);
    lines = reduceList(lines, { type: "type-name", number: 2, name: "-" });
    lines = reduceList(lines, { type: "type-name", number: 3, name: "fresh" });
    expect([...nameProblems(lines).keys()]).toEqual([2]);
  });

  it("suggests a free name, but never over a typed one or one that the list has", () => {
    let lines = list("https://a.test/x\nhttps://a.test/x-2");
    lines = reduceList(lines, { type: "suggest", number: 1, name: "x-2" });
    expect(names(lines)).toEqual(["x-2-2", "x-2"]);
    lines = reduceList(lines, { type: "type-name", number: 1, name: "mine" });
    expect(names(reduceList(lines, { type: "suggest", number: 1, name: "x-3" }))).toEqual(["mine", "x-2"]);
  });

  it("follows the imports it began, and no others of the same name", () => {
    const record = {
      namespace: "acme",
      name: "X",
      values: { url: "https://a.test/x" },
      startedAtMs: 0,
      unwantedTokenEndsAt: null,
      state: "failed" as const,
      note: "Gone",
    };
    const waiting = list("https://a.test/x");
    const follow = (lines: ImportLine[], url = "https://a.test/x") =>
      reduceList(lines, { type: "follow", namespace: "acme", records: [{ ...record, values: { url } }] });
    expect(follow(waiting)).toBe(waiting);
    const begun = reduceList(waiting, { type: "come-out", number: 1, outcome: { kind: "running" } });
    expect(follow(begun)[0]?.outcome).toEqual({ kind: "failed", reason: "Gone" });
    expect(follow(begun, "https://b.test/x")).toBe(begun);
  });
});
