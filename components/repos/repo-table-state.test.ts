import { expect, test } from "vitest";
import { formatRepoTableState, parseRepoTableState } from "./repo-table-state";

const parse = (query: string) => {
  const params = new URLSearchParams(query);
  return parseRepoTableState((key) => params.get(key));
};

test("an empty query is the newest repos first, page one", () => {
  expect(parse("")).toEqual({ search: "", sort: "created_at", direction: "desc", cursor: null, page: 1 });
});

test("names sort upwards unless asked otherwise", () => {
  expect(parse("sort=name").direction).toBe("asc");
  expect(parse("sort=name&direction=desc").direction).toBe("desc");
});

test("nonsense falls back to the defaults", () => {
  expect(parse("sort=size&direction=up&page=-4")).toEqual(parse(""));
});

test("a page number without a cursor is page one", () => {
  expect(parse("page=7").page).toBe(1);
  expect(parse("cursor=abc").page).toBe(2);
  expect(parse("cursor=abc&page=7").page).toBe(7);
});

test("what is formatted is parsed back to the same state", () => {
  for (const query of [
    "",
    "q=agent+x",
    "sort=name&direction=asc",
    "sort=updated_at&direction=desc&cursor=z&page=3",
  ]) {
    const state = parse(query);
    expect(parse(new URLSearchParams(formatRepoTableState(state)).toString())).toEqual(state);
  }
});
