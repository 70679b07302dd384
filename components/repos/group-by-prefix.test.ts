import { expect, test } from "vitest";
import { groupByPrefix } from "./group-by-prefix";

const groupsOf = (...names: string[]) =>
  groupByPrefix(names.map((name) => ({ name }))).map(({ prefix, items }) => [
    prefix,
    items.map(({ name }) => name),
  ]);

test("three names of one prefix make a group, where the first of them stood", () => {
  expect(groupsOf("zeta", "agent-session-1", "alpha", "agent-session-2", "agent-session-3")).toEqual([
    [null, ["zeta"]],
    ["agent-session-", ["agent-session-1", "agent-session-2", "agent-session-3"]],
    [null, ["alpha"]],
  ]);
});

test("two are no group", () => {
  expect(groupsOf("agent-1", "agent-2")).toEqual([[null, ["agent-1", "agent-2"]]]);
});

test("the longest shared prefix wins", () => {
  expect(groupsOf("a-b-1", "a-b-2", "a-b-3", "c")).toEqual([
    ["a-b-", ["a-b-1", "a-b-2", "a-b-3"]],
    [null, ["c"]],
  ]);
});

test("nothing is lost", () => {
  const names = Array.from({ length: 100 }, (_, index) => `${index % 7}-${index % 3}.${index}`);
  const grouped = groupByPrefix(names.map((name) => ({ name }))).flatMap(({ items }) =>
    items.map(({ name }) => name),
  );
  expect(grouped.toSorted()).toEqual(names.toSorted());
});
