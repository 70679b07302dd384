import { dehydrate, hydrate } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { packRows, unpackRows } from "./pack-rows";
import { createQueryClient } from "./query-client";

const row = (at: number) => ({
  id: `r${at}`,
  branch: "main",
  note: null,
  size: at,
  tags: [{ n: at }, { n: at + 1 }],
});

test.each([
  { repos: [row(1), row(2), row(3)], nextCursor: null, total: 3 },
  { pages: [{ namespaces: [row(1), row(2)] }], pageParams: [null] },
  { repos: [row(1), { ...row(2), more: 1 }] },
  { repos: [row(1), { branch: "main", id: "r2", note: null, size: 2, tags: [] }] },
  { repos: [row(1)] },
  {
    repos: [
      { ...row(1), note: "on 1" },
      { ...row(2), note: "on 2" },
      { ...row(3), note: null },
    ],
  },
  [{ a: "" }, { a: "x" }],
  [{ a: "\u{1F600}" }, { a: "\u{1F601}" }],
  [row(1), null],
  [[1, 2], ["a"]],
  { a: undefined, b: 0 },
  [],
  null,
  "text",
])("comes back as it was: %j", (value) => {
  expect(unpackRows(structuredClone(packRows(value)))).toEqual(value);
});

test("a page's rows carry neither the names of their fields nor what all have, and arrive whole", () => {
  const data = { repos: Array.from({ length: 50 }, (_, at) => row(at)), total: null };
  const server = createQueryClient();
  server.setQueryData(["rows"], data);
  const sent = JSON.stringify(dehydrate(server));
  expect(sent.match(/branch|main/g)).toHaveLength(2);

  const browser = createQueryClient();
  hydrate(browser, JSON.parse(sent));
  expect(browser.getQueryData(["rows"])).toEqual(data);
});
