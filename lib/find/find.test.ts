import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commitFiles, repoRecord, sendError } from "@/lib/test-support/fake-artifacts-api";
import { fakeArtifactsForTests } from "@/lib/test-support/fake-artifacts-for-tests";
import { joinPath, pathLine } from "@/lib/wire/path-lines";
import type { SearchQuery } from "@/lib/wire/search-events";
import { addRun, emptySearch, type FoundSoFar, takeEvent } from "./found-so-far";
import { listPaths } from "./list-paths";
import { matchWorkers } from "./match-worker";
import { type SearchRun, searchFiles } from "./search-files";
import { parseTreePosition } from "./tree-position";

const files: Record<string, { content: string | Buffer; mode?: "100755" | "120000" }> = {
  "a.txt": { content: "alpha\nneedle one\nomega\n" },
  "a/b/deep.ts": { content: "const x = 1;\r\nneedle two\r\n" },
  "a/run.sh": { content: "#!/bin/sh\necho needle\n", mode: "100755" },
  "a.b/c": { content: "needle dot\n" },
  "bin/data": { content: Buffer.from([0x6e, 0, 0x65]) },
  "bin/picture.png": { content: "needle in a name that holds no text" },
  'evil/<img src=x onerror=alert(1)>"\n.txt': { content: "needle <script>alert(1)</script>\n" },
  "huge.txt": { content: `needle${"x".repeat(1_100_000)}` },
  "latin1.txt": { content: Buffer.from("n\u00e9edle needle\n", "latin1") },
  link: { content: "a.txt", mode: "120000" },
  "many.txt": { content: "needle\n".repeat(60) },
  "z/last.txt": { content: "needle last" },
};

const fakeApi = await fakeArtifactsForTests();
let tree: string;
const never = new AbortController().signal;

beforeAll(async () => {
  await commitFiles(fakeApi, "main", files);
  tree = (await fakeApi.git(["rev-parse", "main^{tree}"])).trim();
});
afterAll(() => matchWorkers().closeAll());

async function list(treeHash = tree) {
  const paths: string[] = [];
  const ends: string[] = [];
  for await (const chunk of listPaths(repoRecord, treeHash, { signal: never })) {
    for (const text of new TextDecoder().decode(chunk).split("\n").filter(Boolean)) {
      const line = pathLine.parse(JSON.parse(text));
      if ("end" in line) ends.push(line.end);
      else paths.push(...line.names.map((name) => joinPath(line.directory, name)));
    }
  }
  return { paths, ends };
}

async function search(
  query: Partial<SearchQuery>,
  run: Partial<SearchRun> = {},
  from: FoundSoFar = emptySearch,
): Promise<FoundSoFar> {
  let found = addRun(from);
  const wanted = { q: "needle", case: false, regex: false, path: "", ...query };
  const after = from.next === null ? null : parseTreePosition(tree, from.next);
  for await (const event of searchFiles(repoRecord, tree, wanted, { signal: never, after, ...run })) {
    found = takeEvent(found, event);
  }
  return found;
}

const pathsOf = (found: FoundSoFar) => found.files.map(({ path }) => path);

it("reads a file as .gitattributes say, those of directories on the way included", async () => {
  const cyrillic = Buffer.from("cff0e8e2e5f2", "hex");
  await commitFiles(fakeApi, "encoded", {
    ".gitattributes": { content: "*.txt encoding=iso-8859-1\n" },
    "a.txt": { content: cyrillic },
    "deep/.gitattributes": { content: "*.txt encoding=windows-1251\n" },
    "deep/er/a.txt": { content: cyrillic },
  });
  const root = (await fakeApi.git(["rev-parse", "encoded^{tree}"])).trim();
  const query = { q: "Привет", case: false, regex: false, path: "" };
  const found: string[] = [];
  for await (const event of searchFiles(repoRecord, root, query, { signal: never })) {
    if ("file" in event) found.push(event.file.path);
  }
  expect(found).toEqual(["deep/er/a.txt"]);
});

describe("the list of paths", () => {
  it("holds every file and link in Git's own order, each directory read once", async () => {
    const { paths, ends } = await list();
    const expected = (await fakeApi.git(["ls-tree", "-r", "-z", "--name-only", "main"]))
      .split("\0")
      .filter(Boolean);
    expect(paths).toEqual(expected);
    expect(ends).toEqual(["complete"]);
    const trees = fakeApi.requests.filter(({ path }) => path.includes("/tree/"));
    expect(new Set(trees.map(({ path }) => path)).size).toBe(trees.length);
  });

  it("costs no call the second time, and a tree seen at another commit none either", async () => {
    await list();
    fakeApi.forgetRequests();
    await list();
    expect(fakeApi.requests).toHaveLength(0);
    await commitFiles(fakeApi, "other", { ...files, "new.txt": { content: "new" } });
    const other = (await fakeApi.git(["rev-parse", "other^{tree}"])).trim();
    expect((await list(other)).paths).toContain("new.txt");
    expect(fakeApi.requests.map(({ path }) => path.split("/").at(-1))).toEqual([other]);
  });
});

describe("search in files", () => {
  it("finds lines in text of any encoding, in path order, and says what it left out", async () => {
    const found = await search({});
    expect(pathsOf(found)).toEqual([
      "a.b/c",
      "a.txt",
      "a/b/deep.ts",
      "a/run.sh",
      'evil/<img src=x onerror=alert(1)>"\n.txt',
      "latin1.txt",
      "many.txt",
      "z/last.txt",
    ]);
    expect(found.current).toMatchObject({ files: 8, binary: 2, large: 1, hits: 67 });
    expect(found.end).toBe("done");
    expect(found.files.at(-2)).toMatchObject({ hits: 60, shown: 20 });
    expect(found.files[2]?.lines.at(-1)?.text).toBe("needle two");
  });

  it("reads each blob once", async () => {
    await search({});
    fakeApi.forgetRequests();
    await search({ q: "omega" });
    // The one that is too large is kept nowhere.
    expect(fakeApi.requests.filter(({ path }) => path.includes("/blob/"))).toHaveLength(1);
  });

  it("stops at a bound and goes on behind it, so that all runs together find what one would", async () => {
    const whole = await search({});
    let found = await search({}, { limits: { hits: 1 } });
    let runs = 1;
    while (found.end !== "done") {
      expect(found.end).toBe("hits");
      found = await search({}, { limits: { hits: 1 } }, found);
      runs += 1;
    }
    expect(found.files).toEqual(whole.files);
    expect(runs).toBe(9);
    expect((await search({}, { limits: { files: 2 } })).end).toBe("files");
    expect((await search({}, { limits: { bytes: 5 } })).end).toBe("bytes");
    expect((await search({}, { limits: { directories: 1 } })).end).toBe("directories");
  });

  it("takes case, expressions and paths into account, and does not read what the paths leave out", async () => {
    expect(pathsOf(await search({ q: "NEEDLE", case: true }))).toEqual([]);
    expect(pathsOf(await search({ q: "^needle (one|two)$", regex: true }))).toEqual(["a.txt", "a/b/deep.ts"]);
    fakeApi.forgetRequests();
    expect(pathsOf(await search({ path: "a/**, !*.sh" }))).toEqual(["a/b/deep.ts"]);
  });

  it("refuses an expression that is none before it reads anything", async () => {
    await expect(search({ q: "(a", regex: true })).rejects.toMatchObject({
      kind: "invalid",
      pointer: "/q",
      message: "Missing closing ): `(a`.",
    });
    await expect(search({ q: "a(?=b)", regex: true })).rejects.toThrow(/not supported/);
    expect(fakeApi.requests).toHaveLength(0);
  });

  it("refuses a place that is not in the tree", async () => {
    for (const after of [[999], [0, 0, 0, 0], [1, 99]]) {
      await expect(search({}, { after })).rejects.toMatchObject({ kind: "invalid" });
    }
  });

  it("waits out a 429, leaves out what cannot be read, and fails when Artifacts is gone", async () => {
    const odd = { "odd/one.txt": { content: "first oddity" }, "odd/two.txt": { content: "second oddity" } };
    await commitFiles(fakeApi, "odd", odd);
    const oddTree = (await fakeApi.git(["rev-parse", "odd^{tree}"])).trim();
    const isBlob = ({ path }: { path: string }) => path.includes("/blob/");
    fakeApi.answerNext(isBlob, (_, response) =>
      sendError(response, 429, { code: 971, message: "Slow down" }, { "retry-after": "1" }),
    );
    fakeApi.answerNext(isBlob, (_, response) =>
      sendError(response, 500, { code: 10400, message: "Damaged" }),
    );
    let found = addRun(emptySearch);
    const query = { q: "oddity", case: false, regex: false, path: "" };
    for await (const event of searchFiles(repoRecord, oddTree, query, { signal: never })) {
      found = takeEvent(found, event);
    }
    expect(found.current).toMatchObject({ files: 1, unreadable: 1, hits: 1 });
    for (let call = 0; call < 4; call += 1) fakeApi.answerNext(isBlob, (_, response) => response.destroy());
    await expect(
      (async () => {
        for await (const _ of searchFiles(repoRecord, oddTree, query, { signal: never }));
      })(),
    ).rejects.toMatchObject({ kind: "unreachable" });
  });

  it("ends at once when its reader leaves, and lets go of its worker", async () => {
    for (let round = 0; round < 6; round += 1) {
      const left = new AbortController();
      const events = searchFiles(
        repoRecord,
        tree,
        { q: "needle", case: false, regex: false, path: "" },
        { signal: left.signal },
      );
      await events.next();
      left.abort();
      await expect(
        (async () => {
          for await (const _ of events);
        })(),
      ).rejects.toThrow();
    }
    expect((await search({})).end).toBe("done");
  });
});
