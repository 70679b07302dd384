import { beforeAll, expect, it } from "vitest";
import { getCommit, getTree } from "@/lib/artifacts/content";
import { commitFiles, repoRecord } from "@/lib/test-support/fake-artifacts-api";
import { fakeArtifactsForTests } from "@/lib/test-support/fake-artifacts-for-tests";
import { forgetPerProcess } from "@/lib/test-support/per-process";
import { readReadme } from "./find-readme";
import { readFile } from "./read-file";
import { readEncodings, readFileSettings } from "./read-file-settings";

const fakeApi = await fakeArtifactsForTests();
const cyrillic = Buffer.from("cff0e8e2e5f22c20ece8f0210a", "hex");
const deepDirectory = Array.from({ length: 60 }, (_, index) => `d${index}`).join("/");
let treeHash: string;

beforeAll(async () => {
  const attributes = [
    "*.inc linguist-language=C++",
    "*.fs linguist-language=Forth",
    "*.rq gitlab-language=sparql?parent=x",
    "gen/** linguist-generated",
    "gen/own.ts -linguist-generated",
    "vendor/** linguist-vendored=true linguist-documentation",
    "vendor/mine.js linguist-vendored=false !linguist-documentation",
    "*.cp1251 encoding=cp1251",
    "*.wte working-tree-encoding=windows-1251",
    "[attr]old encoding=latin-1",
    "*.old old",
    "README encoding=windows-1251",
  ].join("\n");
  const commitHash = await commitFiles(fakeApi, "main", {
    ".gitattributes": { content: attributes },
    ".editorconfig": {
      content: "root = true\n[*]\nindent_style = tab\nindent_size = 8\n[*.py]\nindent_style = space\n",
    },
    README: { content: cyrillic },
    "a.cp1251": { content: cyrillic },
    "a.wte": { content: cyrillic },
    "gen/.gitattributes": { content: "deep.ts linguist-language=tsx\n" },
    "gen/.editorconfig": { content: "[*.ts]\ntab_width = 2\n[big.ts]\ntab_width = 900\n" },
    "gen/a.ts": { content: "a" },
    "linked/.gitattributes": { content: "../.gitattributes", mode: "120000" },
    [`${deepDirectory}/.gitattributes`]: { content: "* linguist-generated\n" },
    [`${deepDirectory}/x`]: { content: "x" },
  });
  treeHash = (await getCommit(repoRecord, commitHash)).treeHash;
});

it.each([
  ["a.inc", { language: "C++" }],
  ["a.fs", { language: "Forth" }],
  ["a.rq", { language: "sparql" }],
  ["gen/deep.ts", { language: "tsx", origins: ["generated"], tabSize: 2 }],
  ["gen/own.ts", { origins: [], tabSize: 2 }],
  ["gen/big.ts", { tabSize: 8 }],
  ["gen/a.c", { tabSize: 8 }],
  ["a.py", { tabSize: null }],
  ["vendor/a.js", { origins: ["vendored", "documentation"] }],
  ["vendor/mine.js", { origins: [] }],
  ["a.cp1251", { encodings: { attribute: "Windows-1251", workingTree: null } }],
  ["a.wte", { encodings: { attribute: null, workingTree: "Windows-1251" } }],
  ["a.old", { encodings: { attribute: "ISO-8859-1", workingTree: null } }],
  [`${deepDirectory}/x`, { origins: ["generated"] }],
  ["nope/nope.inc", { language: "C++" }],
])("says of %s what the files above it say", async (path, expected) => {
  expect(await readFileSettings(repoRecord, treeHash, path)).toMatchObject(expected);
});

it("decodes a file and a README as .gitattributes say, and says so", async () => {
  const entries = await getTree(repoRecord, treeHash);
  for (const name of ["a.cp1251", "a.wte"]) {
    const entry = entries.find((one) => one.name === name);
    if (entry === undefined) throw new Error("missing");
    const hints = readEncodings(repoRecord, treeHash, name);
    const place = { repo: { remote: "" }, content: repoRecord, treeHash, path: name };
    const file = await readFile(place, { kind: "blob", entry }, hints);
    expect(file).toMatchObject({ text: "Привет, мир!\n", encodingReason: "attribute" });
  }
  const level = { path: "", hash: treeHash, entries };
  expect(await readReadme(repoRecord, treeHash, level)).toMatchObject({ text: "Привет, мир!\n" });
});

it("reads a bounded number of files, each once, and nothing again", async () => {
  forgetPerProcess("object-cache");
  fakeApi.forgetRequests();
  const path = `${deepDirectory}/x`;
  await readFileSettings(repoRecord, treeHash, path);
  const blobs = fakeApi.requests.filter((request) => request.path.includes("/blob/"));
  expect(blobs).toHaveLength(3);
  await readFileSettings(repoRecord, treeHash, path);
  expect(fakeApi.requests.filter((request) => request.path.includes("/blob/"))).toHaveLength(3);
});
