import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { FileList } from "./file-list";

const hash = "1".repeat(40);
const fileAt = (path: string) => {
  const side = { mode: "100644" as const, hash };
  const change = { path, oldPath: null, before: side, after: side, others: [], percent: null };
  return { change: { ...change, status: "modified" as const }, shown: null, counts: null };
};

const directoriesOf = (paths: string[], above = "") =>
  [
    ...renderToStaticMarkup(<FileList files={paths.map(fileAt)} above={above} />).matchAll(
      /<p><bdi>(.*?)<\/bdi><\/p>/g,
    ),
  ].map(([, name]) => name);

it("names each directory once, and the root where files of it follow others", () => {
  expect(directoriesOf(["a", "b/c", "b/d", "e"])).toEqual(["b/", "/"]);
  expect(directoriesOf(["b/d", "e"], "b/")).toEqual(["/"]);
  expect(directoriesOf(["e", "f/g"], "b/")).toEqual(["/", "f/"]);
});
