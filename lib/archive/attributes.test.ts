import { execFile } from "node:child_process";
import { lstat, mkdir, mkdtemp, readdir, readFile, readlink, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getCommit } from "@/lib/artifacts/content";
import { findEntry } from "@/lib/paths/find-entry";
import { readAttributesAbove } from "@/lib/reading/read-attributes";
import { commitFiles, repoRecord } from "@/lib/test-support/fake-artifacts-api";
import { fakeArtifactsForTests } from "@/lib/test-support/fake-artifacts-for-tests";
import { unzip } from "@/lib/test-support/unzip";
import { type ArchiveFormat, streamArchive } from "./stream-archive";

const run = promisify(execFile);
const fakeApi = await fakeArtifactsForTests();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "vitrine-attributes-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const lines = "one\ntwo\nthree\n";
const files: Parameters<typeof commitFiles>[2] = {
  ".gitattributes": {
    content: [
      "*.crlf text eol=crlf",
      "*.auto text=auto eol=crlf",
      "*.old crlf=input eol=crlf",
      "*.older crlf eol=crlf",
      "*.eol eol=crlf",
      "*.lf text eol=lf",
      "*.c ident",
      "*.u16 text working-tree-encoding=UTF-16",
      "*.u16le text working-tree-encoding=UTF-16LE eol=crlf",
      "*.u16bom text working-tree-encoding=UTF-16LE-BOM",
      "*.sjis working-tree-encoding=SHIFT-JIS",
      "*.gbk working-tree-encoding=GBK",
      "*.latin working-tree-encoding=ISO-8859-1",
      "*.unknown working-tree-encoding=NO-SUCH",
      "version.txt export-subst",
      "*.both ident export-subst text eol=crlf",
      "*.png binary",
      "[attr]private export-ignore",
      "[attr]win text eol=crlf",
      "*.win win",
      "*.secret private",
      "keep.secret !export-ignore",
      "back.secret -export-ignore",
      "/tests export-ignore",
      "build/ export-ignore",
      "*.ignored export-ignore",
      "!negated.txt export-ignore",
      '"a b.txt" export-ignore',
      "bad..name*.txt export-ignore",
      "docs/*.tmp export-ignore",
      "*.bad -x=1 =y export-ignore",
      ".gitattributes export-ignore",
      ".gitignore export-ignore",
      "**/deep/*.log export-ignore",
    ].join("\n"),
  },
  ".gitignore": { content: "x\n" },
  "a.crlf": { content: lines },
  "mixed.crlf": { content: "a\r\nb\nc\r" },
  "a.auto": { content: lines },
  "mixed.auto": { content: "a\r\nb\n" },
  "binary.auto": { content: "a\n\0b\n" },
  "controls.auto": { content: `${"\x01".repeat(9)}a\n` },
  "a.old": { content: lines },
  "a.older": { content: lines },
  "a.eol": { content: lines },
  "a.lf": { content: "a\r\nb\n" },
  "a.c": { content: "$Id$ $Id: old $ $Id: a b $Id$ $Id:\n$ $Id:$ $id$ $Id: foreign,v 1.2 $ $Id" },
  "a.u16": { content: "grün 文\n" },
  "a.u16le": { content: "grün\n" },
  "a.u16bom": { content: "grün 😀\n" },
  "a.sjis": { content: "日本語テスト abc\n" },
  "a.gbk": { content: "中文\n" },
  "a.latin": { content: "grün\n" },
  "lacks.latin": { content: "文\n" },
  "broken.latin": { content: Buffer.from([0xff, 0x41]) },
  "a.unknown": { content: "grün\n" },
  "version.txt": {
    content:
      "$Format:%H$ $Format:%h|%T|%an <%ae>|%at %ct|%s|%f|%b|%%|%n|%P$ $Format:%Z$ $Format:$ $Format:%x41",
  },
  "a.both": { content: "$Id$\n$Format:%h$\n" },
  "a.png": { content: "a\nb\n" },
  "a.win": { content: lines },
  "a.secret": { content: "s" },
  "keep.secret": { content: "s" },
  "back.secret": { content: "s" },
  "tests/a.txt": { content: "t" },
  "x/tests/a.txt": { content: "t" },
  "build/a.txt": { content: "t" },
  "x/build/a.txt": { content: "t" },
  "negated.txt": { content: "t" },
  "a b.txt": { content: "t" },
  "bad..name1.txt": { content: "t" },
  "a.bad": { content: "t" },
  "docs/a.tmp": { content: "t" },
  "docs/a.md": { content: "t" },
  "docs/sub/a.tmp": { content: "t" },
  "only/ignored/a.ignored": { content: "t" },
  "x/deep/a.log": { content: "t" },
  "nested/.gitattributes": {
    content: "*.crlf -text\n*.txt eol=crlf\n[attr]other export-ignore\nz other\n*.ignored -export-ignore\n",
  },
  "nested/a.crlf": { content: lines },
  "nested/a.txt": { content: lines },
  "nested/z": { content: "z" },
  "nested/a.ignored": { content: "i" },
  "nested/below/a.txt": { content: lines },
  "nested/below/.gitattributes": { content: "a.txt !eol\n" },
  "bin/run.crlf": { content: "#!/bin/sh\n", mode: "100755" },
  "bin/link.crlf": { content: "../a.crlf", mode: "120000" },
  "large.crlf": { content: "a line of some length\n".repeat(60_000) },
};

/** Everything in a folder: path → mode and content. */
async function contents(root: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const name of await readdir(root, { recursive: true })) {
    const file = path.join(root, name);
    const stat = await lstat(file);
    if (stat.isSymbolicLink()) found[name] = `-> ${await readlink(file)}`;
    else if (stat.isDirectory()) found[name] = "directory";
    else found[name] = `${stat.mode & 0o100 ? "x" : "-"} ${(await readFile(file)).toString("latin1")}`;
  }
  return found;
}

async function unpack(bytes: Buffer, format: ArchiveFormat | "tar", top: string) {
  const target = await mkdtemp(path.join(folder, "unpacked-"));
  const file = `${target}.${format}`;
  await writeFile(file, bytes);
  await mkdir(target, { recursive: true });
  if (format === "zip") await unzip(file, target);
  else await run("tar", ["xf", file], { cwd: target });
  return contents(path.join(target, top));
}

describe.each(["", "nested", "docs"])("an archive of %j with attributes", (directory) => {
  let commitHash: string;
  let expected: Record<string, string>;
  beforeAll(async () => {
    commitHash = await commitFiles(fakeApi, "attributes", files);
    const tarFile = path.join(folder, `git-${directory}.tar`);
    const args = ["archive", "--format=tar", "--prefix=demo-x/", `--output=${tarFile}`, commitHash];
    await fakeApi.git(directory === "" ? args : [...args, directory]);
    expected = await unpack(await readFile(tarFile), "tar", path.join("demo-x", directory));
  });

  it.each(["zip", "tar.gz"] as const)("is byte for byte what git archive gives, as %s", async (format) => {
    const commit = await getCommit(repoRecord, commitHash);
    const found = await findEntry(repoRecord, commit.treeHash, directory.split("/").filter(Boolean));
    const stream = await streamArchive({
      repo: repoRecord,
      treeHash: found?.kind === "tree" ? found.hash : "",
      topFolder: "demo-x",
      format,
      signal: new AbortController().signal,
      facts: { commit, refNames: [] },
      place: {
        directory,
        attributes: await readAttributesAbove(repoRecord, commit.treeHash, directory),
      },
    });
    const bytes = Buffer.from(await new Response(stream).arrayBuffer());
    const actual = await unpack(bytes, format, "demo-x");
    expect(Object.keys(actual).toSorted()).toEqual(Object.keys(expected).toSorted());
    for (const [name, content] of Object.entries(expected)) {
      if (actual[name] !== content)
        expect({ name, content: actual[name]?.slice(0, 300) }).toEqual({
          name,
          content: content.slice(0, 300),
        });
    }
  });
});
