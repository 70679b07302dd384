import { expect, it } from "vitest";
import { changeFromQuery, changeQuery } from "./change-query";
import type { FileChange } from "./file-change";

const hash = (digit: string) => digit.repeat(40);
const parsed = (query: string) => changeFromQuery.safeParse(Object.fromEntries(new URLSearchParams(query)));

const changes: FileChange[] = [
  {
    path: "a b/ä&=\n.txt",
    oldPath: null,
    status: "added",
    before: null,
    after: { mode: "100644", hash: hash("1") },
    others: [],
    percent: null,
  },
  {
    path: "gone",
    oldPath: null,
    status: "deleted",
    before: { mode: "120000", hash: hash("2") },
    after: null,
    others: [],
    percent: null,
  },
  {
    path: "x",
    oldPath: null,
    status: "modified",
    before: { mode: "100644", hash: hash("3") },
    after: { mode: "100755", hash: hash("3") },
    others: [],
    percent: null,
  },
  {
    path: "new",
    oldPath: "old",
    status: "renamed",
    before: { mode: "100644", hash: hash("4") },
    after: { mode: "100644", hash: hash("5") },
    others: [],
    percent: 87,
  },
  {
    path: "copy",
    oldPath: "from",
    status: "copied",
    before: { mode: "160000", hash: hash("6") },
    after: { mode: "160000", hash: hash("6") },
    others: [],
    percent: 100,
  },
  {
    path: "merged",
    oldPath: null,
    status: "modified",
    before: { mode: "100644", hash: hash("7") },
    after: { mode: "100644", hash: hash("8") },
    others: [{ mode: "100755", hash: hash("9") }, null],
    percent: null,
  },
];

it.each(changes)("a query says all of a change that was $status", (change) => {
  expect(parsed(changeQuery(change))).toEqual({ success: true, data: change });
});

it.each([
  ["no side", `path=a`],
  ["no path", `after=100644:${hash("1")}`],
  ["a directory", `path=a&after=40000:${hash("1")}`],
  ["a mode of no kind", `path=a&after=100666:${hash("1")}`],
  ["half a hash", "path=a&after=100644:123"],
  ["more than two parts", `path=a&after=100644:${hash("1")}:x`],
  ["a percent that is none", `path=a&after=100644:${hash("1")}&percent=101`],
])("refuses a query with %s", (_, query) => {
  expect(parsed(query).success).toBe(false);
});
