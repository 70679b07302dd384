import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { treeEntry } from "@/contract/content";
import { type GitObject, makeObject } from "@/gitformat/git-object";
import { readCommit } from "@/server/hosting/read-commit";
import { readFile } from "@/server/hosting/read-file";
import { readLog } from "@/server/hosting/read-log";
import { readTree } from "@/server/hosting/read-tree";
import { zeroHash } from "@/server/storage/repo-storage";
import { commandsOf, packOf, plainCommit, postRaw, rawCommit, rawTree, signature } from "./test-raw-push";
import { startTestRemote, type TestRemote } from "./test-remote";

const blob = makeObject("blob", Buffer.from("hello\n"));
const tree = rawTree(["100644", "README.md", blob.hash]);
const emptyTree = makeObject("tree", Buffer.alloc(0));
const base = plainCommit(tree.hash);
const address = { namespace: "acme", repo: "odd" };
const signal = new AbortController().signal;

const entriesOf = async (hash: string) =>
  z.array(treeEntry).parse(JSON.parse(String(await readTree(remote.hosting, address, hash))));

let remote: TestRemote;
let repo: { url: string; plainUrl: string; token: string; id: string };
let caseCount = 0;

beforeAll(async () => {
  remote = await startTestRemote();
  repo = await remote.newRepo("odd");
  await take("refs/heads/main", base.hash, [blob, tree, emptyTree, base]);
});
afterAll(async () => {
  const copied = await remote.tryGit(remote.workDir, "clone", "--quiet", "--mirror", repo.url, "copy");
  expect(copied.stderr).toBe("");
  await remote.stop();
});

async function take(ref: string, hash: string, objects: GitObject[]): Promise<void> {
  const commands = commandsOf([{ ref, oldHash: zeroHash, newHash: hash }]);
  const { text } = await postRaw(
    repo,
    "git-receive-pack",
    Buffer.concat([commands, packOf(blob, tree, ...objects)]),
  );
  expect(text).toContain(`ok ${ref}\n`);
}

/** A branch of a name of its own for this commit. */
async function takeCommit(commit: GitObject, ...objects: GitObject[]): Promise<string> {
  caseCount += 1;
  const branch = `case-${caseCount}`;
  await take(`refs/heads/${branch}`, commit.hash, [...objects, commit]);
  return branch;
}

const bytes = (...parts: (string | number)[]) =>
  Buffer.concat(parts.map((part) => (typeof part === "number" ? Buffer.of(part) : Buffer.from(part))));

describe("takes a file and gives it back when its name", () => {
  it.each<[what: string, name: Buffer]>([
    ["has quotes", bytes("say \"hi\" to 'them'")],
    ["has a newline", bytes("two\nlines")],
    ["has a tab and a carriage return", bytes("a\tb\rc")],
    ["has control characters", bytes("a", 1, 7, 27, 127)],
    ["is Latin-1", bytes("caf", 0xe9)],
    ["is no text at all", bytes(0xff, 0xfe, 0x80)],
    ["is an overlong UTF-8 dot", bytes(0xc0, 0xae)],
    ["has a surrogate", bytes(0xed, 0xa0, 0x80)],
    ["has an emoji", bytes("\u{1f600}")],
    ["is decomposed", bytes("e\u0301")],
    ["reads from right to left", bytes("\u202egnp.exe")],
    ["has backslashes", bytes("C:\\temp\\x")],
    ["begins with a dash", bytes("--output=x")],
    ["is an expression", bytes("HEAD~1:file")],
    ["has a colon", bytes("main:README.md")],
    ["has stars", bytes("*?[a]")],
    ["has percent signs", bytes("%2e%2e%2f%00")],
    ["has spaces around it", bytes("  x  ")],
    ["is three dots", bytes("...")],
    ["ends in a dot", bytes("x.")],
    ["begins with .git", bytes(".gitignore")],
    ["is a device on Windows", bytes("CON")],
    ["has 255 bytes", bytes("x".repeat(255))],
    ["has 4,000 bytes", bytes("x".repeat(4000))],
    ["has markup", bytes("<script>alert(1)<!--")],
  ])("%s", async (_what, name) => {
    const odd = rawTree(["100644", name, blob.hash]);
    const branch = await takeCommit(plainCommit(odd.hash, [base.hash]), odd);
    const [entry] = await entriesOf(odd.hash);
    expect(entry).toMatchObject({ mode: "100644", type: "blob", hash: blob.hash });
    const file = await readFile(remote.hosting, address, { ref: branch, path: name });
    expect([file.hash, file.sizeBytes]).toEqual([blob.hash, blob.content.length]);
    const log = await readLog(remote.hosting, address, { ref: branch }, signal);
    expect(log).toHaveLength(2);
  });
});

describe("takes a tree with", () => {
  it.each<[what: string, mode: string, hash: string, type: string]>([
    ["an executable", "100755", blob.hash, "exec"],
    ["a symbolic link", "120000", blob.hash, "symlink"],
    ["a submodule whose commit is elsewhere", "160000", "1".repeat(40), "gitlink"],
    ["a folder", "40000", tree.hash, "tree"],
    ["an empty folder", "40000", emptyTree.hash, "tree"],
    ["a file its group may write", "100664", blob.hash, "blob"],
    ["a file nobody else may read", "100600", blob.hash, "blob"],
    ["a file everybody may write", "100666", blob.hash, "blob"],
    ["a program its group may write", "100775", blob.hash, "exec"],
    ["a folder with the bits of one on a disk", "40755", tree.hash, "tree"],
    ["a padded folder", "040000", tree.hash, "tree"],
  ])("%s", async (_what, mode, hash, type) => {
    const odd = rawTree([mode, "entry", hash]);
    await takeCommit(plainCommit(odd.hash), odd, emptyTree);
    const [entry] = await entriesOf(odd.hash);
    expect(entry).toMatchObject({ name: "entry", hash, type });
  });

  it("folders 200 deep", async () => {
    const trees = [tree];
    for (let depth = 0; depth < 200; depth += 1) {
      trees.push(rawTree(["40000", "d", trees.at(-1)?.hash ?? ""]));
    }
    const branch = await takeCommit(plainCommit(trees.at(-1)?.hash ?? ""), ...trees);
    const path = Buffer.from(`${"d/".repeat(200)}README.md`);
    expect((await readFile(remote.hosting, address, { ref: branch, path })).hash).toBe(blob.hash);
    const lost = readFile(remote.hosting, address, { ref: branch, path: path.subarray(2 * 3 + 1) });
    await expect(lost).rejects.toMatchObject({ kind: "NOT_FOUND" });
  });

  it.each([
    "../README.md",
    "/README.md",
    "README.md/",
    "./README.md",
    "README.md/x",
    "a\0b",
    "",
    "README.md\n",
  ])("no file at %j", async (path) => {
    const found = readFile(remote.hosting, address, { ref: "main", path: Buffer.from(path) });
    await expect(found).rejects.toMatchObject({ kind: "NOT_FOUND" });
  });
});

const author = (text: string, ...more: string[]) =>
  rawCommit([`tree ${tree.hash}`, `author ${text}`, `committer ${text}`, ...more]);
const gpg = [
  "gpgsig -----BEGIN PGP SIGNATURE-----",
  " ",
  " iQEzBAABCAAdFiEE",
  " =abcd",
  " -----END PGP SIGNATURE-----",
];

describe("takes a commit and tells of it", () => {
  it.each<[what: string, commit: GitObject, told: object]>([
    ["of an empty tree", plainCommit(emptyTree.hash), { treeHash: emptyTree.hash, parents: [] }],
    [
      "without author's name",
      author(" <a@example.com> 1 +0000"),
      { author: { name: "", email: "a@example.com" } },
    ],
    ["without name and address", author(" <> 1 +0000"), { author: { name: "", email: "" } }],
    [
      "by a name in Latin-1",
      makeObject(
        "commit",
        Buffer.from(
          `tree ${tree.hash}\nauthor Andr\xe9 <a@b> 1 +0000\ncommitter Andr\xe9 <a@b> 1 +0000\n\nm\n`,
          "latin1",
        ),
      ),
      { author: { name: "André", email: "a@b" } },
    ],
    ["by a name in UTF-8", author("日本 <a@b> 1 +0000"), { author: { name: "日本", email: "a@b" } }],
    [
      "with a message in Latin-1",
      plainCommit(tree.hash, [], Buffer.from("caf\xe9\n", "latin1")),
      { message: "café" },
    ],
    [
      "with a message in declared Latin-1",
      rawCommit(
        [`tree ${tree.hash}`, `author ${signature}`, `committer ${signature}`, "encoding ISO-8859-1"],
        Buffer.from("caf\xe9\n", "latin1"),
      ),
      { message: "café" },
    ],
    [
      "with an encoding nobody knows",
      rawCommit(
        [`tree ${tree.hash}`, `author ${signature}`, `committer ${signature}`, "encoding moon"],
        "é\n",
      ),
      { message: "é" },
    ],
    ["without message", plainCommit(tree.hash, [], ""), { message: "" }],
    ["with a message of newlines", plainCommit(tree.hash, [], "\n\n\n"), { message: "\n\n" }],
    ["with a message without end", plainCommit(tree.hash, [], "no newline"), { message: "no newline" }],
    ["with CRLF", plainCommit(tree.hash, [], "a\r\nb\r\n"), { message: "a\r\nb\r" }],
    [
      "with a message of a megabyte",
      plainCommit(tree.hash, [], `${"x".repeat(1024 * 1024)}\n`),
      { message: "x".repeat(1024 * 1024) },
    ],
    [
      "that is signed",
      author(signature, ...gpg),
      { author: { name: "Ada", email: "ada@example.com" }, message: "m" },
    ],
    [
      "with headers nobody knows",
      author(signature, "moon full", "mergetag object x", " type y"),
      { message: "m" },
    ],
    ["of 1970", author("A <a@b> 0 +0000"), { authoredAt: 0 }],
    ["of the year 5138", author("A <a@b> 99999999999 +0000"), { authoredAt: 99999999999 }],
    ["in a zone of its own", author("A <a@b> 5 +9959"), { authoredAt: 5 }],
    ["with an address in brackets twice", author("A <<a@b> 5 +0000"), {}],
    [
      "of twelve parents",
      plainCommit(
        tree.hash,
        Array.from({ length: 12 }, (_, index) => plainCommit(tree.hash, [], `p${index}`).hash),
      ),
      {},
    ],
    [
      "of one parent twice",
      plainCommit(tree.hash, [base.hash, base.hash]),
      { parents: [base.hash, base.hash] },
    ],
  ])("%s", async (_what, commit, told) => {
    const parents = Array.from({ length: 12 }, (_, index) => plainCommit(tree.hash, [], `p${index}`));
    const branch = await takeCommit(commit, emptyTree, base, ...parents);
    expect(await readCommit(remote.hosting, address, commit.hash)).toMatchObject(told);
    const [newest] = await readLog(remote.hosting, address, { ref: branch }, signal);
    expect(newest?.hash).toBe(commit.hash);
  });
});

describe("takes a tag", () => {
  const tagOf = (hash: string, type: string, name = "t") =>
    makeObject("tag", Buffer.from(`object ${hash}\ntype ${type}\ntag ${name}\ntagger ${signature}\n\nm\n`));
  const first = tagOf(base.hash, "commit");
  const second = tagOf(first.hash, "tag", "t2");
  const chain = [first];
  for (let depth = 0; depth < 20; depth += 1) chain.push(tagOf(chain.at(-1)?.hash ?? "", "tag", `c${depth}`));

  it.each<[what: string, tip: string, leadsTo: string | null]>([
    ["of a commit", first.hash, base.hash],
    ["of a tag", second.hash, base.hash],
    ["of a tag of a tag …, 20 deep", chain.at(-1)?.hash ?? "", base.hash],
    ["of a tree", tagOf(tree.hash, "tree").hash, null],
    ["of a blob", tagOf(blob.hash, "blob").hash, null],
    ["that is a blob", blob.hash, null],
    ["that is a tree", tree.hash, null],
  ])("%s", async (_what, tip, leadsTo) => {
    caseCount += 1;
    const name = `tag-${caseCount}`;
    const tags = [first, second, ...chain, tagOf(tree.hash, "tree"), tagOf(blob.hash, "blob")];
    await take(`refs/tags/${name}`, tip, [base, ...tags]);
    const log = await readLog(remote.hosting, address, { ref: name }, signal);
    expect(log.at(0)?.hash ?? null).toBe(leadsTo);
    const file = readFile(remote.hosting, address, { ref: name, path: Buffer.from("README.md") });
    if (leadsTo === null) await expect(file).rejects.toMatchObject({ kind: "NOT_FOUND" });
    else expect((await file).hash).toBe(blob.hash);
    const listed = await remote.git(remote.workDir, "ls-remote", repo.url, `refs/tags/${name}*`);
    expect(listed).toContain(`${tip}\trefs/tags/${name}`);
    if (leadsTo !== null) expect(listed).toContain(`${leadsTo}\trefs/tags/${name}^{}`);
  });
});

describe("reads refs as names, never as expressions or options", () => {
  it.each([
    "HEAD~0",
    "HEAD^",
    "HEAD^{tree}",
    "HEAD^0",
    "main~0",
    "main^{commit}",
    "main:README.md",
    "main@{0}",
    "main@{upstream}",
    "@",
    "@{-1}",
    "@{0}",
    ":/m",
    ":README.md",
    "^main",
    "main..main",
    "main...main",
    "--all",
    "--output=x",
    "-1",
    "heads/main",
    "refs/heads/main/",
    "refs//heads/main",
    "/refs/heads/main",
    "main ",
    " main",
    "main\n",
    "main\0",
    "main.lock",
    "../refs/heads/main",
    "MAIN",
    "head",
    "FETCH_HEAD",
    "ORIG_HEAD",
    "description-0-gdeadbeef",
    base.hash.slice(0, 3),
    `${base.hash}^{tree}`,
    base.hash.toUpperCase(),
    tree.hash,
    blob.hash,
    "1".repeat(40),
    "x".repeat(5000),
  ])("%j", async (ref) => {
    expect(await readLog(remote.hosting, address, { ref }, signal)).toEqual([]);
    const file = readFile(remote.hosting, address, { ref, path: Buffer.from("README.md") });
    await expect(file).rejects.toMatchObject({ kind: "NOT_FOUND" });
  });

  it.each([4, 7, 39])("takes %i digits of a commit's hash for it", async (digits) => {
    const ref = base.hash.slice(0, digits);
    expect(await readLog(remote.hosting, address, { ref }, signal)).toMatchObject([{ hash: base.hash }]);
  });
});
