import { expect, test } from "vitest";
import { columnsOf, formatRepoTableState, parseRepoTableState } from "./repo-table-state";

const parse = (query: string) => {
  const params = new URLSearchParams(query);
  return parseRepoTableState((key) => params.get(key));
};

test("an empty query is the newest repos first, page one, in the default columns", () => {
  expect(parse("")).toEqual({
    search: "",
    sort: "created_at",
    direction: "desc",
    cursor: null,
    page: 1,
    pageSize: 50,
    columns: null,
    isCompact: false,
    isGrouped: false,
  });
});

test("names sort upwards unless asked otherwise", () => {
  expect(parse("sort=name").direction).toBe("asc");
  expect(parse("sort=name&direction=desc").direction).toBe("desc");
});

test("nonsense falls back to the defaults", () => {
  const nonsense = "sort=size&direction=up&page=-4&size=7&columns=secret&rows=huge&group=colour";
  expect(parse(nonsense)).toEqual(parse(""));
});

test("a page number without a cursor is page one", () => {
  expect(parse("page=7").page).toBe(1);
  expect(parse("cursor=abc").page).toBe(2);
  expect(parse("cursor=abc&page=7").page).toBe(7);
});

test("columns keep their order, whatever the link says, and may all be left out", () => {
  expect(parse("columns=updated_at,source").columns).toEqual(["source", "updated_at"]);
  expect(parse("columns=none").columns).toEqual([]);
});

test("a source has its column where any repo has one, unless the columns were chosen", () => {
  const created = { source: null };
  const forked = { source: "artifacts:acme/base" };
  const usual = ["default_branch", "created_at", "updated_at", "last_push_at"];
  expect(columnsOf(parse(""), [created, created])).toEqual(usual);
  expect(columnsOf(parse(""), [created, forked])).toEqual(["source", ...usual]);
  expect(columnsOf(parse("columns=created_at"), [forked])).toEqual(["created_at"]);
  expect(columnsOf(parse("columns=none"), [forked])).toEqual([]);
});

test("what is formatted is parsed back to the same state", () => {
  for (const query of [
    "",
    "q=agent+x",
    "sort=name&direction=asc&size=200&rows=compact",
    "sort=updated_at&direction=desc&cursor=z&page=3&columns=none&group=prefix",
  ]) {
    const state = parse(query);
    expect(parse(new URLSearchParams(formatRepoTableState(state)).toString())).toEqual(state);
  }
});

test("what is default stays out of the address", () => {
  expect(formatRepoTableState(parse(""))).toEqual({});
});
