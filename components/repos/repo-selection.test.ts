import { expect, test } from "vitest";
import type { RepoWithRemote } from "@/contract/repos";
import { pageSelection, rowsBetween, type Selection, withRepos } from "./repo-selection";

const repoNamed = (name: string): RepoWithRemote => ({
  ...{ id: `id-${name}`, name, description: null, default_branch: "main", source: null, remote: "r" },
  ...{ created_at: "", updated_at: "", last_push_at: null, read_only: false },
});
const a = repoNamed("a");
const b = repoNamed("b");
const c = repoNamed("c");
const d = repoNamed("d");
const rows = [a, b, c, d];

test("a range goes both ways, and is one row where the other end is not shown", () => {
  expect(rowsBetween(rows, "id-b", d)).toEqual([b, c, d]);
  expect(rowsBetween(rows, "id-d", b)).toEqual([b, c, d]);
  expect(rowsBetween(rows, "id-gone", c)).toEqual([c]);
  expect(rowsBetween(rows, null, c)).toEqual([c]);
});

test("what is selected stays when other rows are shown", () => {
  const none: Selection = new Map();
  const two = withRepos(none, [a, b], true);
  expect(pageSelection(two, rows)).toBe("some");
  expect(pageSelection(two, [a, b])).toBe("all");
  expect(pageSelection(two, [c])).toBe("none");
  expect([...withRepos(two, [a, c], false).values()]).toEqual([b]);
  expect(none.size).toBe(0);
});
