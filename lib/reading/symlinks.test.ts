import { beforeAll, expect, it } from "vitest";
import { commitFiles } from "@/lib/test-support/fake-artifacts-api";
import { fakeArtifactsForTests } from "@/lib/test-support/fake-artifacts-for-tests";
import { openPath } from "./open-path";
import { readDirectory } from "./read-directory";
import { readFile } from "./read-file";

const fakeApi = await fakeArtifactsForTests();
const link = (content: string) => ({ content, mode: "120000" as const });
beforeAll(() =>
  commitFiles(fakeApi, "main", {
    "README.md": link("docs/index.md"),
    "docs/index.md": { content: "[next](next.md)\n" },
    "docs/README": link("index.md"),
    "dangling/README.md": link("nope.md"),
    "binary/README.md": link("logo"),
    "binary/logo": { content: Buffer.from([0, 1, 2]) },
    "folder/README.md": link("../docs"),
    current: link("docs"),
    hash: link("../../etc/passwd"),
  }),
);

async function readmeOf(directory: string) {
  const place = await openPath("acme", "demo", `main${directory}`, true);
  if ("closed" in place) throw new Error(place.closed);
  return (await readDirectory(place)).readme;
}

it("reads a README that is a symlink at its end, whose directory its links count from", async () => {
  expect(await readmeOf("")).toMatchObject({
    name: "README.md",
    path: "docs/index.md",
    directory: "docs",
    text: "[next](next.md)\n",
    isMarkdown: true,
  });
  expect(await readmeOf("/docs")).toMatchObject({ name: "README", path: "docs/index.md", isMarkdown: true });
});

it.each(["/dangling", "/binary", "/folder"])(
  "shows no README of %s, whose link leads to no text",
  async (directory) => {
    expect(await readmeOf(directory)).toBeNull();
  },
);

it("leads through directories that are symlinks to the place itself", async () => {
  expect(await openPath("acme", "demo", "main/current/index.md")).toMatchObject({
    closed: "linked",
    path: "docs/index.md",
    isDirectory: false,
  });
  expect(await openPath("acme", "demo", "main/current/nope.md")).toMatchObject({ closed: "no-path" });
});

it("says of a symlink where it leads", async () => {
  const endOf = async (path: string) => {
    const place = await openPath("acme", "demo", `main/${path}`);
    if ("closed" in place || place.entry.kind === "tree") throw new Error("not a file");
    return readFile(place, place.entry);
  };
  expect(await endOf("current")).toMatchObject({
    kind: "symlink",
    target: "docs",
    end: { kind: "found", path: "docs", entry: { kind: "tree" } },
  });
  expect(await endOf("hash")).toMatchObject({ kind: "symlink", end: { kind: "outside" } });
});
