import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { diffLines } from "./diff-lines";
import { lineTable } from "./line-table";
import type { ListedFile } from "./listed-file";
import { mailEnd, mailHeader } from "./mail-text";
import { filePatch, type PatchSource } from "./patch-text";
import type { PatchedFile } from "./patched-file";
import { makeTreeRepo, runGit, type Tree, type TreeRepo, treeChanges } from "./test-git-trees";
import { seededNumbers, textPairs } from "./test-text-pairs";

const random = seededNumbers(11);
const noise = (bytes: number) => Buffer.from(Array.from({ length: bytes }, () => random(256)));
const file = (content: Buffer | string, mode = "100644") => ({ content, mode });
const text = (lines: number, changed = -1) =>
  Array.from({ length: lines }, (_, at) =>
    at % 9 === 0 ? `function f${at}() {\n` : `  line ${at === changed ? "!" : at};\n`,
  ).join("");

/** Every kind of name that has to be written in another way, a character a byte. */
const names = [
  "plain",
  "with space",
  'quo"te',
  "back\\slash",
  "tab\there",
  "new\nline",
  "caf\xc3\xa9",
  "not\xff\xfeutf8",
  "bell\x07",
  " first",
  "d/e f/\x7f",
];

const trees: Tree[] = [
  {},
  Object.fromEntries(names.map((name) => [name, file(`${name}\n${text(20)}`)])),
  Object.fromEntries(names.map((name) => [name, file(`${name}\n${text(20, 10)}`)])),
  Object.fromEntries(names.map((name) => [`moved ${name}`, file(`${name}\n${text(20, 10)}`, "100755")])),
  Object.fromEntries(names.map((name) => [`again/${name}`, file(`${name}\n${text(20, 12)}`)])),
  {
    "no-newline": file("a\nb"),
    "gets-newline": file("a\nb"),
    "loses-newline": file("a\nb\n"),
    crlf: file("a\r\nb\r\nc\r\n"),
    mode: file("#!\n"),
    link: file("target", "120000"),
    "to-link": file("was a file\n"),
    module: file("1".repeat(40), "160000"),
    binary: file(noise(3000)),
    "binary-twin": file(noise(500)),
    empty: file(""),
    "gets-content": file(""),
    "mixed-name": file("x\n"),
    late: file(text(400)),
    bare: file("one"),
    "nul-late": file(`${"x\n".repeat(4500)}\0\n`),
    "to-binary": file("text\n"),
  },
  {
    "no-newline": file("a\nc"),
    "gets-newline": file("a\nb\n"),
    "loses-newline": file("a\nb"),
    crlf: file("a\r\nB\r\nc\n"),
    mode: file("#!\n", "100755"),
    link: file("elsewhere", "120000"),
    "to-link": file("target", "120000"),
    module: file("2".repeat(40), "160000"),
    binary: file(noise(2990)),
    "binary-renamed": file(noise(1)),
    "gets-content": file("now\n"),
    "mixed-name": file(""),
    "new-empty": file(""),
    late: file(text(400, 250).replace("line 17;", "line 17!").replace("line 300;", "")),
    bare: file("two"),
    "nul-late": file(`${"x\n".repeat(4500)}\0y\n`),
    "to-binary": file("te\0xt\n"),
  },
  {
    "to-link": file("a file again\n", "100755"),
    module: file("no module any more\n"),
    "no-newline": file("2".repeat(40), "160000"),
    long: file(`${"word ".repeat(30)}\n$heading${"é".repeat(60)}  \n${"\n".repeat(5)}x\n`),
  },
  { long: file(`${"word ".repeat(30)}\n$heading${"é".repeat(60)}  \n${"\n".repeat(5)}y\n`) },
  {},
  Object.fromEntries(textPairs(21, 60).map(([before], at) => [`f${at}`, file(before)])),
  Object.fromEntries(textPairs(21, 60).map(([, after], at) => [`f${at}`, file(after)])),
];

let repo: TreeRepo;
let clone: string;
let source: PatchSource;
beforeAll(() => {
  repo = makeTreeRepo(trees);
  clone = mkdtempSync(path.join(tmpdir(), "vitrine-patch-"));
  runGit(clone, ["clone", "--quiet", repo.folder, "."]);
  source = { read: repo.read, diff: async (before, after) => diffLines(lineTable(before), lineTable(after)) };
});
afterAll(() => {
  repo.remove();
  rmSync(clone, { recursive: true });
});

const git = (args: string[], input?: Buffer) => runGit(clone, args, input);
const line = (args: string[]) => git(args).toString("latin1").trim();

function changesBetween(from: string, to: string, options: string[]): PatchedFile[] {
  const inBytes = (side: ListedFile | null) => side && { ...side, path: Buffer.from(side.path, "latin1") };
  return treeChanges(repo, from, to, options).map(({ before, after, status }) => {
    const change = { before: inBytes(before), after: inBytes(after) };
    const kind = { R: "rename" as const, C: "copy" as const }[status.charAt(0)];
    return kind ? { ...change, origin: { kind, similarity: Number(status.slice(1)) } } : change;
  });
}

async function patchOf(changes: PatchedFile[], from: PatchSource = source): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for (const change of changes) for await (const piece of filePatch(change, from)) pieces.push(piece);
  return Buffer.concat(pieces);
}

const steps = trees.slice(1).map((_, at) => at);
const hashAt = (at: number) => repo.hashes[at] ?? "";

describe("filePatch", () => {
  /** Git may write a binary file as a delta, and packs it with another zlib. */
  const withoutBinary = (patch: Buffer) =>
    patch.toString("latin1").replace(/^(literal|delta) \d+\n(?:.+\n)*/gm, "");

  it.each(steps.flatMap((at) => [[at, "-M"] as const, [at, "--no-renames"] as const, [at, "-C"] as const]))(
    "is what git diff writes: step %i with %s",
    async (at, option) => {
      const [from, to] = [hashAt(at), hashAt(at + 1)];
      const theirs = repo.git(["diff", "--full-index", "--binary", option, from, to]);
      const ours = await patchOf(changesBetween(from, to, [option]));
      expect(withoutBinary(ours)).toBe(withoutBinary(theirs));
    },
  );

  it.each(steps)("is taken by git apply, there and back: step %i", async (at) => {
    const [from, to] = [hashAt(at), hashAt(at + 1)];
    const patch = await patchOf(changesBetween(from, to, ["-M"]));
    git(["checkout", "--quiet", "--force", from]);
    git(["apply", "--index", "--whitespace=nowarn"], patch);
    expect(line(["write-tree"])).toBe(line(["rev-parse", `${to}^{tree}`]));
    git(["apply", "--index", "--whitespace=nowarn", "--reverse"], patch);
    expect(line(["write-tree"])).toBe(line(["rev-parse", `${from}^{tree}`]));
  });

  it("is right where the search for changes was given up", async () => {
    const at = trees.length - 2;
    const patch = await patchOf(changesBetween(hashAt(at), hashAt(at + 1), []), {
      ...source,
      diff: async () => null,
    });
    git(["checkout", "--quiet", "--force", hashAt(at)]);
    git(["apply", "--index", "--whitespace=nowarn"], patch);
    expect(line(["write-tree"])).toBe(line(["rev-parse", `${hashAt(at + 1)}^{tree}`]));
  });

  it("comes in pieces of moderate size", async () => {
    const lines = Buffer.from("a line of a long file\n".repeat(100_000));
    const change: PatchedFile = {
      before: null,
      after: { path: "long", mode: "100644", hash: "1".repeat(40) },
    };
    const sizes: number[] = [];
    for await (const piece of filePatch(change, { ...source, read: async () => lines }))
      sizes.push(piece.length);
    expect(Math.max(...sizes)).toBeLessThan(100_000);
    expect(sizes.reduce((sum, size) => sum + size)).toBeGreaterThan(lines.length);
  });
});

describe("mailHeader", () => {
  const parent = () => hashAt(1);
  /** What becomes of a commit that git am makes of our mail. */
  async function taken(commit: {
    message: string;
    name?: string;
    email?: string;
    authoredAt?: number;
    zone?: string;
  }) {
    const header = mailHeader(
      {
        hash: hashAt(2),
        message: commit.message,
        author: { name: commit.name ?? "Ada", email: commit.email ?? "ada@example.com" },
        authoredAt: commit.authoredAt ?? 1_700_000_000,
      },
      commit.zone,
    );
    const patch = await patchOf(changesBetween(parent(), hashAt(2), ["-M"]));
    git(["checkout", "--quiet", "--force", "--detach", parent()]);
    git(["am", "--quiet", "--keep-cr"], Buffer.concat([Buffer.from(header), patch, Buffer.from(mailEnd)]));
    expect(line(["rev-parse", "HEAD^{tree}"])).toBe(line(["rev-parse", `${hashAt(2)}^{tree}`]));
    const [name, email, date, ...message] = git(["log", "-1", "--format=%an%n%ae%n%ad%n%B", "--date=raw"])
      .toString()
      .split("\n");
    return { name, email, date, message: message.join("\n").trimEnd() };
  }

  it.each([
    "One line",
    "A subject\n\nA body\n  of lines\n\n\tand paragraphs",
    "Ein Betreff mit Ümläuten, der so lang ist, dass er in einer Zeile keinen Platz hat: 文字 👍🏽\n\nUnd ein Körper: ß",
    "=?UTF-8?q?not=20encoded?= but typed so",
    `A subject that is longer than a line of a mail is wide, ${"on and on ".repeat(12)}to the end`,
    "A subject\n\nSigned-off-by: Ada <ada@example.com>\nCo-authored-by: Bob <bob@example.com>",
    "A subject: with a colon, a = and a ?",
    "A subject\n\nA list:\n- one\n-- two\n---  three\n> quoted",
  ])("gives git am the message: %j", async (message) => {
    expect((await taken({ message })).message).toBe(message);
  });

  it.each([
    ["diff --git a/plain b/plain\n--- a/plain\n+++ b/plain\n@@ -1 +1 @@\n-plain\n+other\n"],
    ["---\n a note"],
    [
      "From 1111111111111111111111111111111111111111 Mon Sep 17 00:00:00 2001\nFrom: Eve <eve@example.com>\nSubject: another\n\nx",
    ],
    ["From: Eve <eve@example.com>\nDate: Thu, 1 Jan 1970 00:00:00 +0000"],
    ["Index: x\n=====\n"],
    ["--- three\n+++ four"],
  ])("does not let a message say what it is not: %j", async (body) => {
    const { name, message } = await taken({ message: `A subject\n\n${body}` });
    expect(name).toBe("Ada");
    expect(message.replace(/^ /gm, "")).toBe(`A subject\n\n${body}`.replace(/^ /gm, "").trimEnd());
  });

  it.each(["Ada", "Ünal Ö", "A. B. C", 'Quote "q" Name', "Comma, Name", "文字", "Back\\slash"])(
    "gives git am the author %s",
    async (name) => {
      expect(await taken({ message: "x", name, email: "some+one@example.com" })).toMatchObject({
        name,
        email: "some+one@example.com",
      });
    },
  );

  it.each([
    [0, undefined, "0 +0000"],
    [1_700_000_000, "+0530", "1700000000 +0530"],
    [1_709_164_800, "-0800", "1709164800 -0800"],
    [1_600_000_000, "nonsense", "1600000000 +0000"],
  ])("gives git am the date %i %s", async (authoredAt, zone, date) => {
    expect((await taken({ message: "x", authoredAt, ...(zone ? { zone } : {}) })).date).toBe(date);
  });

  it("keeps line ends out of headers", () => {
    const author = { name: "Ada\nBcc: eve@example.com", email: "a\r\nX: y" };
    const header = mailHeader({ hash: hashAt(2), message: "x\rY: z", author, authoredAt: 0 });
    expect(header.split("\n\n")[0]).not.toMatch(/^(Bcc|X|Y)/m);
  });
});
