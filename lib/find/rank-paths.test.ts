import { expect, test } from "vitest";
import { addPaths, emptyPathIndex, rankInSteps, rankPaths } from "./rank-paths";

function indexOf(paths: string[]) {
  const index = emptyPathIndex();
  addPaths(index, paths);
  return index;
}

const best = (paths: string[], query: string, recent: string[] = []) =>
  rankPaths(indexOf(paths), query, { limit: 100, recent }).best.map(({ path }) => path);

test("the file's name counts for more than its folders", () => {
  expect(best(["router/view.ts", "src/deep/down/router.ts", "a/my-router-x.ts"], "router")).toEqual([
    "src/deep/down/router.ts",
    "a/my-router-x.ts",
    "router/view.ts",
  ]);
});

test("whole words come before scattered letters, and beginnings of words before the middle of them", () => {
  expect(best(["components/find/go-to-file.tsx", "lib/tagofile.ts", "x/goatofly.ts"], "gtf")).toEqual(
    ["components/find/go-to-file.tsx", "x/goatofly.ts", "lib/tagofile.ts"].filter((path) =>
      /g.*t.*f/.test(path),
    ),
  );
  expect(best(["src/unindexed.ts", "src/index.ts"], "index")).toEqual(["src/index.ts", "src/unindexed.ts"]);
});

test("of equals the shorter path comes first", () => {
  expect(best(["a/b/c/main.ts", "main.ts", "a/main.ts"], "main")).toEqual([
    "main.ts",
    "a/main.ts",
    "a/b/c/main.ts",
  ]);
});

test("every word must be found, in any order and any case; a slash reaches across folders", () => {
  const paths = ["src/HTTP/Parser.ts", "src/http/client.ts", "docs/parser.md"];
  expect(best(paths, "PARSER http")).toEqual(["src/HTTP/Parser.ts"]);
  expect(best(paths, "http/par")).toEqual(["src/HTTP/Parser.ts"]);
  expect(best(paths, "src\\http")).toHaveLength(2);
  expect(best(paths, "parser nowhere")).toEqual([]);
});

test("what was typed is marked where it counts", () => {
  const [found] = rankPaths(indexOf(["view/list-view.ts"]), "view", { limit: 1 }).best;
  expect(found?.marks).toEqual([10, 11, 12, 13]);
});

test("composed and decomposed letters find each other, and growing lower cases shift no mark", () => {
  const decomposed = "caf\u0065\u0301.txt";
  expect(best([decomposed], "caf\u00e9")).toEqual([decomposed]);
  const [found] = rankPaths(indexOf(["\u0130\u0130/file.ts"]), "file", { limit: 1 }).best;
  expect(found?.marks).toEqual([3, 4, 5, 6]);
});

test("without a query the files opened lately come first, then those near the root", () => {
  expect(best(["deep/down/a.ts", "readme", "src/b.ts"], "", ["deep/down/a.ts"])).toEqual([
    "deep/down/a.ts",
    "readme",
    "src/b.ts",
  ]);
});

test("the best hundred are the same hundred that sorting everything gives", () => {
  const paths = Array.from(
    { length: 5_000 },
    (_, at) => `d${at % 7}/e${at % 31}/file-${(at * 7919) % 5_000}.ts`,
  );
  const index = indexOf(paths);
  const all = rankPaths(index, "fl1", { limit: 10_000 });
  const some = rankPaths(index, "fl1", { limit: 100 });
  expect(some.best).toEqual(all.best.slice(0, 100));
  expect(some.matchCount).toBe(all.best.length);
});

test("long queries, odd characters and two paths that look the same harm nothing", () => {
  const odd = ["a\nb.ts", "\u{1f600}.ts", "x", "x", "[(*.ts", '"><img src=x onerror=alert(1)>'];
  expect(best(odd, "*(")).toEqual([]);
  expect(best(odd, "[(*")).toEqual(["[(*.ts"]);
  expect(best(odd, "\u{1f600}")).toEqual(["\u{1f600}.ts"]);
  expect(best(odd, "x").filter((path) => path === "x")).toHaveLength(2);
  expect(best(odd, "x".repeat(10_000))).toEqual([]);
  expect(best(odd, "x ".repeat(10_000)).length).toBeGreaterThan(0);
});

test("ranking gives way to other work between steps", () => {
  const index = indexOf(Array.from({ length: 200_000 }, (_, at) => `some/long/enough/path/eeee-${at}.ts`));
  const steps = rankInSteps(index, "eeee", { limit: 100 });
  expect(steps.next().done).toBe(false);
});
