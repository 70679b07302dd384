import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { deflateSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isRefName } from "@/contract/names";
import { type GitObject, makeObject } from "@/gitformat/git-object";
import { entryHead, packCodes } from "@/gitformat/pack-entry";
import { flushPkt, pktLine } from "@/gitformat/pkt-line";
import { deltaOf, packEntry, rawPack, refDelta, wholeEntry } from "@/gitformat/test-pack";
import { type RefUpdate, zeroHash } from "@/server/storage/repo-storage";
import {
  type Answered,
  commandsOf,
  packOf,
  plainCommit,
  postRaw,
  rawCommit,
  rawTree,
  signature,
} from "./test-raw-push";
import { startTestRemote, type TestRemote } from "./test-remote";

const blob = makeObject("blob", Buffer.from("hello\n"));
const tree = rawTree(["100644", "README.md", blob.hash]);
const base = plainCommit(tree.hash);
const child = plainCommit(tree.hash, [base.hash]);
const goodPack = packOf(blob, tree, base);
const emptyPack = rawPack([]);
const ones = "1".repeat(40);

let remote: TestRemote;
let repo: { url: string; plainUrl: string; token: string; id: string };
let refCount = 0;

beforeAll(async () => {
  remote = await startTestRemote({ pushMaxSizeBytes: 8 * 1024 * 1024 });
  repo = await remote.newRepo("hostile");
  const pushed = await push([create("refs/heads/main", base.hash)], goodPack);
  expect(pushed.text).toContain("ok refs/heads/main");
});
afterAll(async () => {
  // Nothing of all that was refused is left, and what was there is as it was.
  expect(await readdir(join(remote.dataDir, "incoming"))).toEqual([]);
  expect(await tipOf("refs/heads/main")).toBe(base.hash);
  expect((await remote.tryGit(remote.workDir, "clone", "--quiet", "--mirror", repo.url, "copy")).code).toBe(
    0,
  );
  expect((await remote.tryGit(join(remote.workDir, "copy"), "fsck", "--full")).code).toBe(0);
  await remote.stop();
});

const create = (ref: string, newHash: string): RefUpdate => ({ ref, oldHash: zeroHash, newHash });

function push(updates: RefUpdate[], pack: Buffer, capabilities?: string): Promise<Answered> {
  return postRaw(repo, "git-receive-pack", Buffer.concat([commandsOf(updates, capabilities), pack]));
}

const tipOf = (ref: string) => remote.storage.withReader(repo.id, (reader) => reader.resolveCommit(ref));

async function refsNow(): Promise<string> {
  const answer = await fetch(`${repo.plainUrl}/info/refs?service=git-receive-pack`, {
    headers: { authorization: `Bearer ${repo.token}` },
  });
  expect(answer.status).toBe(200);
  return answer.text();
}

function newRef(): string {
  refCount += 1;
  return `refs/heads/case-${refCount}`;
}

/** Refused in words that name nothing of this machine, and no ref has moved. */
async function expectRefused(updates: RefUpdate[], pack: Buffer): Promise<string> {
  const before = await refsNow();
  const { status, text } = await push(updates, pack);
  expect([200, 400]).toContain(status);
  if (status === 200) {
    for (const { ref } of updates) expect(text).toContain(`ng ${ref} `);
  }
  expect(text).not.toContain(remote.dataDir);
  expect(await refsNow()).toBe(before);
  return text;
}

describe("refuses a push to the ref", () => {
  it.each([
    "HEAD",
    "main",
    "refs",
    "refs/",
    "refs/heads",
    "refs/heads/",
    "refs/heads/..",
    "refs/heads/a..b",
    "refs/heads/.a",
    "refs/heads/a/.b",
    "refs/heads/a.lock",
    "refs/heads/a.lock/b",
    "refs/heads/a.",
    "refs/heads//a",
    "refs/heads/a//b",
    "refs/heads/a/",
    "/refs/heads/a",
    "/etc/passwd",
    "refs/heads/a b",
    " refs/heads/a",
    "refs/heads/a ",
    "refs/heads/a~1",
    "refs/heads/a^",
    "refs/heads/a^{}",
    "refs/heads/a:b",
    "refs/heads/a?",
    "refs/heads/a*",
    "refs/heads/a[b",
    "refs/heads/a\\b",
    "refs/heads/a@{1}",
    "refs/heads/a\x7f",
    "refs/heads/a\tb",
    "refs/heads/a\x01b",
    "refs/heads/a\nb",
    "refs/heads/a\n",
    "refs/heads/a\n\n",
    "\nrefs/heads/a",
    "refs/heads/a\r",
    "refs/heads/a\r\n",
    "refs/heads/\x1b[31ma",
    "-refs/heads/a",
    "--output=x",
    "../refs/heads/a",
    "refs/../config",
    "refs/heads/../../config",
    "refs/heads/../../../../x",
    "@",
    "config",
    "hooks/pre-receive",
    "objects/info/alternates",
    "packed-refs",
    "refs/vitrine",
    "refs/vitrine/x",
    `refs/heads/${"a".repeat(251)}`,
    `refs/heads/${"a/".repeat(600)}a`,
  ])("%j", async (ref) => {
    await expectRefused([create(ref, base.hash)], emptyPack);
  });
});

it("takes one newline at the end of a command that has no capabilities behind it, and no more", async () => {
  const [first, second, third] = [newRef(), newRef(), newRef()];
  const line = (ref: string) => `${zeroHash} ${base.hash} ${ref}`;
  const body = Buffer.concat([
    pktLine(`${line(first)}\0report-status\n`),
    pktLine(`${line(second)}\n`),
    pktLine(`${line(third)}\n\n`),
    flushPkt,
    emptyPack,
  ]);
  const { text } = await postRaw(repo, "git-receive-pack", body);
  expect(text).toContain(`ok ${first}\n`);
  expect(text).toContain(`ok ${second}\n`);
  expect(text).toContain(`ng ${third}\n funny refname`);
  expect(await tipOf(third)).toBeNull();
});

it("takes the names that git check-ref-format takes, and no others", async () => {
  const odd = [..." !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~\x01\n\r\x1b\x7f\x80\u00e9"];
  const names = ["-", "--", "@", "HEAD", "a.lock", "a.lockx", ".a", "a..b", "{", "@{", "a/@/b"]
    .concat(odd.flatMap((each) => [`a${each}`, `a${each}b`]))
    .map((name) => `refs/heads/${name}`);
  const isTaken = async (name: string) =>
    (await remote.tryGit(remote.workDir, "check-ref-format", name)).code === 0;
  const byGit = await Promise.all(names.map(isTaken));
  expect(names.filter((name, index) => isRefName(name) !== byGit[index])).toEqual([]);
});

describe("takes, tells and deletes the ref", () => {
  it.each([
    "refs/heads/-x",
    "refs/heads/--upload-pack=x",
    "refs/heads/@",
    "refs/heads/HEAD",
    "refs/heads/a@b",
    "refs/heads/a{b}",
    'refs/heads/quo"te',
    "refs/heads/'q'",
    "refs/heads/$(id)",
    "refs/heads/`id`",
    "refs/heads/a;b",
    "refs/heads/a|b&c",
    "refs/heads/<x>",
    "refs/heads/%2e%2e%2f",
    "refs/heads/#1",
    "refs/heads/a,b",
    "refs/heads/été",
    "refs/heads/日本語",
    "refs/heads/\u{1f600}",
    "refs/heads/\u00a0x",
    `refs/heads/${ones}`,
    "refs/heads/refs/heads/main",
    "refs/heads/main.lock2",
    "refs/changes/01/1/1",
    "refs/notes/commits",
    "refs/tags/main",
    "refs/tags/a/b/c/d",
    `refs/heads/${"a".repeat(250)}`,
    `refs/heads/${"é".repeat(125)}`,
  ])("%j", async (ref) => {
    expect((await push([create(ref, base.hash)], emptyPack)).text).toContain(`ok ${ref}\n`);
    expect(await tipOf(ref)).toBe(base.hash);
    const listed = await remote.git(remote.workDir, "ls-remote", repo.url);
    expect(listed.split("\n")).toContain(`${base.hash}\t${ref}`);
    const deleted = await push([{ ref, oldHash: base.hash, newHash: zeroHash }], Buffer.alloc(0));
    expect(deleted.text).toContain(`ok ${ref}\n`);
    expect(await tipOf(ref)).toBeNull();
  });
});

const flip = (pack: Buffer, at: number): Buffer => {
  const bytes = Buffer.from(pack);
  bytes[at] = (bytes[at] ?? 0) ^ 0x10;
  return bytes;
};
const entries = [blob, tree, base].map(wholeEntry);
const offsetDelta = (distance: Buffer, content: Buffer) => packEntry("offsetDelta", content, distance);
const insert = Buffer.from([3, 0x61, 0x62, 0x63]);
const large = makeObject("blob", Buffer.alloc(16 * 1024 * 1024 - 1));
/** 1,000 times 16 MB out of one: a pack of a few kilobytes. */
const deltaBomb = deltaOf(
  large.content.length,
  1000 * 0xfffffe,
  Buffer.concat(Array.from({ length: 1000 }, () => Buffer.from([0xf0, 0xfe, 0xff, 0xff]))),
);

describe("refuses a pack", () => {
  it.each<[what: string, pack: Buffer]>([
    ["that is not there", Buffer.alloc(0)],
    ["of four bytes", Buffer.from("PACK")],
    ["of a header cut short", goodPack.subarray(0, 11)],
    ["of a header alone", goodPack.subarray(0, 12)],
    ["with another signature", rawPack(entries, { signature: "KCAP" })],
    ["of version 0", rawPack(entries, { version: 0 })],
    ["of version 1", rawPack(entries, { version: 1 })],
    ["of version 4", rawPack(entries, { version: 4 })],
    ["of version 4,294,967,295", rawPack(entries, { version: 0xffffffff })],
    ["that counts one object too many", rawPack(entries, { count: 4 })],
    ["that counts one object too few", rawPack(entries, { count: 2 })],
    ["that counts none", rawPack(entries, { count: 0 })],
    ["that counts four billion objects", rawPack(entries, { count: 0xffffffff })],
    ["that counts two billion objects", rawPack(entries, { count: 0x7fffffff })],
    ["with a wrong checksum", flip(goodPack, goodPack.length - 1)],
    ["without its checksum", goodPack.subarray(0, -20)],
    ["with garbage behind it", Buffer.concat([goodPack, Buffer.from("garbage")])],
    ["with another pack behind it", Buffer.concat([goodPack, goodPack])],
    ["that is text", Buffer.from("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")],
    ["that is a pkt-line", pktLine("PACK")],
    ["with an object of type 0", rawPack([Buffer.concat([entryHead(0, 1), deflateSync("x")])])],
    ["with an object of type 5", rawPack([Buffer.concat([entryHead(5, 1), deflateSync("x")])])],
    ["with an object longer than it says", rawPack([Buffer.concat([entryHead(3, 1), deflateSync("xyz")])])],
    ["with an object shorter than it says", rawPack([Buffer.concat([entryHead(3, 9), deflateSync("xyz")])])],
    [
      "with an object of a terabyte, it says",
      rawPack([Buffer.concat([entryHead(3, 2 ** 40), deflateSync("x")])]),
    ],
    [
      "with a commit of a gigabyte, it says",
      rawPack([Buffer.concat([entryHead(1, 2 ** 30), deflateSync("x")])]),
    ],
    ["with a size of too many digits", rawPack([Buffer.concat([Buffer.alloc(12, 0xff), deflateSync("x")])])],
    ["with a stream that is no zlib", rawPack([Buffer.concat([entryHead(3, 3), Buffer.from("abc")])])],
    ["with a delta whose base is nowhere", rawPack([refDelta(ones, deltaOf(6, 3, insert))])],
    [
      "with deltas that lean on each other",
      rawPack([refDelta(ones, deltaOf(3, 3, insert)), refDelta("2".repeat(40), deltaOf(3, 3, insert))]),
    ],
    [
      "with a delta of distance 0",
      rawPack([wholeEntry(blob), offsetDelta(Buffer.of(0), deltaOf(6, 3, insert))]),
    ],
    [
      "with a delta from before the start",
      rawPack([wholeEntry(blob), offsetDelta(Buffer.from([0x80, 0x7f]), deltaOf(6, 3, insert))]),
    ],
    [
      "with a delta from within an object",
      rawPack([wholeEntry(blob), offsetDelta(Buffer.of(3), deltaOf(6, 3, insert))]),
    ],
    [
      "with a distance of too many digits",
      rawPack([
        wholeEntry(blob),
        offsetDelta(Buffer.concat([Buffer.alloc(10, 0xff), Buffer.of(1)]), deltaOf(6, 3, insert)),
      ]),
    ],
    [
      "with a delta of another source size",
      rawPack([wholeEntry(blob), refDelta(blob.hash, deltaOf(7, 3, insert))]),
    ],
    [
      "with a delta of another result size",
      rawPack([wholeEntry(blob), refDelta(blob.hash, deltaOf(6, 4, insert))]),
    ],
    [
      "with a delta that copies from beyond its base",
      rawPack([wholeEntry(blob), refDelta(blob.hash, deltaOf(6, 5, Buffer.from([0x91, 4, 5])))]),
    ],
    [
      "with a delta of the reserved instruction",
      rawPack([wholeEntry(blob), refDelta(blob.hash, deltaOf(6, 3, Buffer.of(0)))]),
    ],
    [
      "with a delta cut short",
      rawPack([wholeEntry(blob), refDelta(blob.hash, deltaOf(6, 3, insert.subarray(0, 2)))]),
    ],
    ["with an empty delta", rawPack([wholeEntry(blob), refDelta(blob.hash, Buffer.alloc(0))])],
    [
      "with a delta of a terabyte, it says",
      rawPack([wholeEntry(blob), refDelta(blob.hash, deltaOf(6, 2 ** 40, insert))]),
    ],
    ["with a delta that grows to 16 GB", rawPack([wholeEntry(large), refDelta(large.hash, deltaBomb)])],
    [
      "larger than the limit",
      rawPack([
        Buffer.concat([
          entryHead(3, 9 * 1024 * 1024),
          deflateSync(Buffer.alloc(9 * 1024 * 1024), { level: 0 }),
        ]),
      ]),
    ],
    ...Array.from({ length: 10 }, (_, index): [string, Buffer] => {
      const size = 13 + Math.floor(((goodPack.length - 14) * index) / 10);
      return [`cut off after ${size} bytes`, goodPack.subarray(0, size)];
    }),
    ...Array.from({ length: 14 }, (_, index): [string, Buffer] => {
      const at = Math.floor(((goodPack.length - 1) * index) / 13);
      return [`with a bit of byte ${at} changed`, flip(goodPack, at)];
    }),
  ])("%s", async (_what, pack) => {
    await expectRefused([create(newRef(), base.hash)], pack);
    await expectRefused([create(newRef(), child.hash)], pack);
  });

  it("whose tip is not in it", async () => {
    const text = await expectRefused([create(newRef(), child.hash)], goodPack);
    expect(text).toContain("missing necessary objects");
  });

  it.each<[what: string, objects: GitObject[], tip: string]>([
    ["a commit without its tree", [plainCommit(ones)], plainCommit(ones).hash],
    ["a commit without its parent", [plainCommit(tree.hash, [ones])], plainCommit(tree.hash, [ones]).hash],
    [
      "a tree without its blob",
      [rawTree(["100644", "x", ones]), plainCommit(rawTree(["100644", "x", ones]).hash)],
      plainCommit(rawTree(["100644", "x", ones]).hash).hash,
    ],
    [
      "a tree without its subtree",
      [rawTree(["40000", "x", ones]), plainCommit(rawTree(["40000", "x", ones]).hash)],
      plainCommit(rawTree(["40000", "x", ones]).hash).hash,
    ],
    ["a commit whose tree is a blob", [plainCommit(blob.hash)], plainCommit(blob.hash).hash],
    [
      "a commit whose parent is a tree",
      [plainCommit(tree.hash, [tree.hash])],
      plainCommit(tree.hash, [tree.hash]).hash,
    ],
    [
      "a tree that calls a tree a blob",
      [rawTree(["100644", "x", tree.hash]), plainCommit(rawTree(["100644", "x", tree.hash]).hash)],
      plainCommit(rawTree(["100644", "x", tree.hash]).hash).hash,
    ],
  ])("that has a hole: %s", async (_what, objects, tip) => {
    await expectRefused([create(newRef(), tip)], packOf(...objects));
  });
});

it("refuses a branch whose object's size goes on for more bytes than Git reads", async () => {
  const next = plainCommit(tree.hash, [], "padded\n");
  const { content } = next;
  const inserts: Buffer[] = [];
  for (let at = 0; at < content.length; at += 100) {
    const part = content.subarray(at, at + 100);
    inserts.push(Buffer.of(part.length), part);
  }
  const delta = deltaOf(base.content.length, content.length, Buffer.concat(inserts));
  const head = entryHead(packCodes.refDelta, delta.length);
  // Zeros behind the size change nothing of it. `index-pack --strict` takes this, and then Git cannot read the object.
  const last = head.length - 1;
  head[last] = (head[last] ?? 0) | 0x80;
  const zeros = Buffer.alloc(9 - last, 0x80);
  zeros[zeros.length - 1] = 0;
  const padded = [head, zeros, Buffer.from(base.hash, "hex"), deflateSync(delta)];
  // All that it needs is in the pack: Git's own check of that is enough, and reads nothing again.
  const pack = rawPack([...entries, Buffer.concat(padded)]);
  const text = await expectRefused([create(newRef(), next.hash)], pack);
  expect(text).toContain("a branch must point at a commit");
});

it("takes packs of version 3, thin packs, and 12 MB of zeros in a few kilobytes", async () => {
  const ref = newRef();
  const next = plainCommit(tree.hash, [base.hash], "version 3\n");
  const version3 = rawPack([wholeEntry(next)], { version: 3 });
  expect((await push([create(ref, next.hash)], version3)).text).toContain(`ok ${ref}`);

  const grown = Buffer.from("hello\nabc");
  const thinBlob = makeObject("blob", grown);
  const thinTree = rawTree(["100644", "thin", thinBlob.hash]);
  const thinCommit = plainCommit(thinTree.hash, [base.hash]);
  const instructions = Buffer.concat([Buffer.from([0x91, 0, 6]), insert]);
  const thin = rawPack([
    refDelta(blob.hash, deltaOf(6, 9, instructions)),
    wholeEntry(thinTree),
    wholeEntry(thinCommit),
  ]);
  const thinRef = newRef();
  expect((await push([create(thinRef, thinCommit.hash)], thin)).text).toContain(`ok ${thinRef}`);
  const read = await remote.storage.withReader(repo.id, (reader) => reader.read(thinBlob.hash));
  expect(read?.content).toEqual(grown);

  const zeros = makeObject("blob", Buffer.alloc(12 * 1024 * 1024));
  const zerosTree = rawTree(["100644", "zeros", zeros.hash]);
  const zerosCommit = plainCommit(zerosTree.hash);
  const zerosRef = newRef();
  const pushed = await push([create(zerosRef, zerosCommit.hash)], packOf(zeros, zerosTree, zerosCommit));
  expect(pushed.text).toContain(`ok ${zerosRef}`);
});

describe("refuses a tree with", () => {
  const modules = (text: string): GitObject[] => {
    const file = makeObject("blob", Buffer.from(text));
    return [file, rawTree(["100644", ".gitmodules", file.hash])];
  };
  it.each<[what: string, objects: GitObject[]]>([
    ...[
      ".git",
      ".GIT",
      ".Git",
      ".giT",
      "git~1",
      "GIT~1",
      ".git ",
      ".git.",
      ".git::$INDEX_ALLOCATION",
      ".g\u200cit",
      ".gi\u200dt",
      "..",
      ".",
    ].map((name): [string, GitObject[]] => [
      `the name ${JSON.stringify(name)}`,
      [blob, rawTree(["100644", name, blob.hash])],
    ]),
    ["a folder .git", [blob, tree, rawTree(["40000", ".git", tree.hash])]],
    ["a slash in a name", [blob, rawTree(["100644", "a/b", blob.hash])]],
    ["an absolute name", [blob, rawTree(["100644", "/etc/passwd", blob.hash])]],
    ["an empty name", [blob, rawTree(["100644", "", blob.hash])]],
    ["one name twice", [blob, rawTree(["100644", "a", blob.hash], ["100644", "a", blob.hash])]],
    [
      "a file and a folder of one name",
      [blob, tree, rawTree(["100644", "a", blob.hash], ["40000", "a", tree.hash])],
    ],
    ["names out of order", [blob, rawTree(["100644", "b", blob.hash], ["100644", "a", blob.hash])]],
    ["an entry cut short", [makeObject("tree", Buffer.from("100644 a\0abc"))]],
    ["no mode", [makeObject("tree", Buffer.concat([Buffer.from(" a\0"), Buffer.from(ones, "hex")]))]],
    [
      "a mode that is no number",
      [makeObject("tree", Buffer.concat([Buffer.from("xyz a\0"), Buffer.from(ones, "hex")]))],
    ],
    ...["0", "000000", "644", "10644", "20000", "60000", "140000", "170000", "777777"].map(
      (mode): [string, GitObject[]] => [
        `the mode ${mode}, deep in a folder and beside an old one`,
        [
          blob,
          rawTree(["100664", "a", blob.hash], [mode, "b", blob.hash]),
          rawTree(["40000", "folder", rawTree(["100664", "a", blob.hash], [mode, "b", blob.hash]).hash]),
        ],
      ],
    ),
    ["no NUL", [makeObject("tree", Buffer.from("100644 abcdefgh"))]],
    ["a .gitmodules that is a link", [blob, rawTree(["120000", ".gitmodules", blob.hash])]],
    [
      "a submodule's URL that is an option",
      modules('[submodule "x"]\n\tpath = x\n\turl = --upload-pack=evil\n'),
    ],
    [
      "a submodule's path that is an option",
      modules('[submodule "x"]\n\tpath = -x\n\turl = https://example.com/\n'),
    ],
    [
      "a submodule's name that leads out",
      modules('[submodule "../../x"]\n\tpath = x\n\turl = https://example.com/\n'),
    ],
    [
      "a submodule's command",
      modules('[submodule "x"]\n\tpath = x\n\turl = https://example.com/\n\tupdate = !evil\n'),
    ],
    [
      "a submodule's URL with a newline in it",
      modules('[submodule "x"]\n\tpath = x\n\turl = "https://example.com/%0ahost=evil/x"\n'),
    ],
  ])("%s", async (_what, objects) => {
    const commit = plainCommit(objects.at(-1)?.hash ?? "");
    await expectRefused([create(newRef(), commit.hash)], packOf(...objects, commit));
  });
});

describe("refuses a commit or tag with", () => {
  const who = [`author ${signature}`, `committer ${signature}`];
  const tag = (...headers: string[]) => makeObject("tag", Buffer.from(`${headers.join("\n")}\n\nm\n`));
  it.each<[what: string, object: GitObject]>([
    ["no tree", rawCommit(who)],
    ["no author", rawCommit([`tree ${tree.hash}`, who[1] ?? ""])],
    ["no committer", rawCommit([`tree ${tree.hash}`, who[0] ?? ""])],
    ["a tree that is no hash", rawCommit(["tree abc", ...who])],
    ["a parent that is no hash", rawCommit([`tree ${tree.hash}`, "parent abc", ...who])],
    ["nothing at all", makeObject("commit", Buffer.alloc(0))],
    ["headers without an end", makeObject("commit", Buffer.from(`tree ${tree.hash}`))],
    ["a NUL in a header", rawCommit([`tree ${tree.hash}`, "author A\0B <a@b> 1 +0000", who[1] ?? ""])],
    ["a NUL in the message", plainCommit(tree.hash, [], "a\0b\n")],
    ["a tag without object", tag("type commit", "tag x", `tagger ${signature}`)],
    ["a tag without type", tag(`object ${base.hash}`, "tag x", `tagger ${signature}`)],
    ["a tag without name", tag(`object ${base.hash}`, "type commit", `tagger ${signature}`)],
    ["a tag of an unknown type", tag(`object ${base.hash}`, "type evil", "tag x", `tagger ${signature}`)],
    [
      "a tag that calls a commit a blob",
      tag(`object ${base.hash}`, "type blob", "tag x", `tagger ${signature}`),
    ],
    ["a tag of what is not there", tag(`object ${ones}`, "type commit", "tag x", `tagger ${signature}`)],
  ])("%s", async (_what, object) => {
    refCount += 1;
    await expectRefused(
      [create(`refs/tags/case-${refCount}`, object.hash)],
      packOf(blob, tree, base, object),
    );
  });

  it.each(["blob", "tree", "tag"] as const)("a branch that is a %s", async (type) => {
    const annotated = makeObject(
      "tag",
      Buffer.from(`object ${base.hash}\ntype commit\ntag t\ntagger ${signature}\n\nm\n`),
    );
    const tip = { blob, tree, tag: annotated }[type];
    const text = await expectRefused([create(newRef(), tip.hash)], packOf(blob, tree, base, annotated));
    expect(text).toContain("a branch must point at a commit");
  });
});

describe("refuses the command", () => {
  it.each<[what: string, update: RefUpdate, reason: string]>([
    ["that creates what is there", create("refs/heads/main", child.hash), "fetch first"],
    [
      "that moves from a wrong value",
      { ref: "refs/heads/main", oldHash: ones, newHash: child.hash },
      "fetch first",
    ],
    [
      "that deletes HEAD's branch",
      { ref: "refs/heads/main", oldHash: base.hash, newHash: zeroHash },
      "deletion of the current branch prohibited",
    ],
    [
      "that deletes from a wrong value",
      { ref: "refs/heads/main-2", oldHash: ones, newHash: zeroHash },
      "failed to update ref",
    ],
    ["below a branch", create("refs/heads/main/x", child.hash), "'refs/heads/main' exists; cannot create"],
  ])("%s", async (_what, update, reason) => {
    const text = await expectRefused([update], packOf(blob, tree, base, child));
    expect(text).toContain(reason);
  });

  it("that comes twice for one ref, and takes the first", async () => {
    const ref = newRef();
    const { text } = await push(
      [create(ref, base.hash), create(ref, child.hash)],
      packOf(blob, tree, base, child),
    );
    expect(text).toContain(`ok ${ref}\n`);
    expect(text).toContain(`ng ${ref} multiple updates for ref`);
    expect(await tipOf(ref)).toBe(base.hash);
  });

  it("among others, and all of them when they are atomic", async () => {
    const [one, two] = [newRef(), newRef()];
    const updates = [create(one, base.hash), create(two, ones)];
    expect((await push(updates, emptyPack, "report-status atomic")).text).toMatch(/ng .*\n.*ng /);
    expect(await tipOf(one)).toBeNull();
    const plain = await push(updates, emptyPack);
    expect(plain.text).toContain(`ok ${one}`);
    expect(plain.text).toContain(`ng ${two} missing necessary objects`);
  });
});

describe("answers 400 to a push that begins with", () => {
  const line = `${zeroHash} ${base.hash} refs/heads/x`;
  it.each<[what: string, body: Buffer | string]>([
    ["nothing", ""],
    ["a line of length 1", "0001"],
    ["a line of length 2", "0002"],
    ["a line of length 3", "0003"],
    ["an empty line", "00040000"],
    ["a length of fff1", "fff1"],
    ["a length that is no number", "00zz"],
    ["a length with a sign", "-001"],
    ["a length with 0x", "0x10"],
    ["a line cut short", "00ffabc"],
    ["a line without flush", pktLine(`${line}\0report-status`)],
    ["a command of one hash", Buffer.concat([pktLine(`${base.hash} refs/heads/x`), flushPkt])],
    ["a command without ref", Buffer.concat([pktLine(`${zeroHash} ${base.hash}`), flushPkt])],
    ["a command with an empty ref", Buffer.concat([pktLine(`${zeroHash} ${base.hash} `), flushPkt])],
    [
      "hashes in capitals",
      Buffer.concat([pktLine(`${zeroHash} ${base.hash.toUpperCase()} refs/heads/x`), flushPkt]),
    ],
    [
      "a hash of 39 digits",
      Buffer.concat([pktLine(`${zeroHash} ${base.hash.slice(1)} refs/heads/x`), flushPkt]),
    ],
    ["tabs between the parts", Buffer.concat([pktLine(`${zeroHash}\t${base.hash}\trefs/heads/x`), flushPkt])],
    ["a ref in Latin-1", Buffer.concat([pktLine(Buffer.from(`${line}\xe9`, "latin1")), flushPkt])],
    [
      "a push certificate",
      Buffer.concat([pktLine("push-cert\0report-status\n"), pktLine("push-cert-end\n"), flushPkt]),
    ],
    ["a shallow that is no hash", Buffer.concat([pktLine("shallow HEAD"), pktLine(line), flushPkt])],
    [
      "SHA-256 hashes",
      Buffer.concat([pktLine(`${"0".repeat(64)} ${"1".repeat(64)} refs/heads/x\0report-status`), flushPkt]),
    ],
    ["the format SHA-256", Buffer.concat([pktLine(`${line}\0report-status object-format=sha256`), flushPkt])],
    ["the command of a fetch", Buffer.concat([pktLine(`want ${base.hash}\n`), flushPkt])],
    ["a command of protocol v2", Buffer.concat([pktLine("command=ls-refs"), flushPkt])],
    [
      "100,001 commands",
      Buffer.concat([...Array.from({ length: 100_001 }, (_, index) => pktLine(`${line}${index}`)), flushPkt]),
    ],
    [
      "17 MB of commands",
      Buffer.concat([
        ...Array.from({ length: 270 }, () => pktLine(`${line}${"x".repeat(65_000)}`)),
        flushPkt,
      ]),
    ],
  ])("%s", async (_what, body) => {
    const { status, text } = await postRaw(repo, "git-receive-pack", body);
    expect(status).toBe(400);
    expect(text).toMatch(/^Malformed request: .+\n$/);
  });
});

describe("takes a push with", () => {
  it.each<[what: string, capabilities: string]>([
    ["no capabilities but the report", "report-status"],
    ["unknown capabilities", "report-status fly=moon session-id=x agent=évil/1.0"],
    ["one of 60 kB", `report-status agent=${"x".repeat(60_000)}`],
    ["one a thousand times", `report-status ${"quiet ".repeat(1000)}`],
    ["spaces around them", "  report-status   quiet  "],
  ])("%s", async (_what, capabilities) => {
    const ref = newRef();
    expect((await push([create(ref, base.hash)], emptyPack, capabilities)).text).toContain(`ok ${ref}`);
  });

  it("a thousand refs, created, moved and deleted at once", async () => {
    const refs = Array.from({ length: 1000 }, (_, index) => `refs/heads/many/${index}`);
    const steps = [
      [zeroHash, base.hash],
      [base.hash, child.hash],
      [child.hash, zeroHash],
    ] as const;
    for (const [oldHash, newHash] of steps) {
      const updates = refs.map((ref) => ({ ref, oldHash, newHash }));
      const pack = newHash === zeroHash ? Buffer.alloc(0) : packOf(child);
      const { text } = await push(updates, pack);
      expect(text.match(/ok refs\/heads\/many/g)).toHaveLength(1000);
      expect(await tipOf("refs/heads/many/7")).toBe(newHash === zeroHash ? null : newHash);
    }
  });

  it("push options, by reading over them", async () => {
    const ref = newRef();
    const options = Buffer.concat([pktLine("x=y"), flushPkt]);
    const body = Buffer.concat([
      commandsOf([create(ref, base.hash)], "report-status push-options"),
      options,
      emptyPack,
    ]);
    expect((await postRaw(repo, "git-receive-pack", body)).text).toContain(`ok ${ref}`);
    expect(await tipOf(ref)).toBe(base.hash);
  });
});

describe("answers without a failure of its own a fetch that", () => {
  const v2 = (command: string, ...args: string[]) =>
    Buffer.concat([pktLine(command), Buffer.from("0001"), ...args.map((each) => pktLine(each)), flushPkt]);
  const v0 = (...lines: string[]) =>
    Buffer.concat([...lines.map((each) => pktLine(each)), flushPkt, pktLine("done\n")]);
  it.each<[what: string, version: "0" | "2", body: Buffer | string]>([
    ["is empty", "0", ""],
    ["is empty", "2", ""],
    ["is a flush", "0", "0000"],
    ["is a flush", "2", "0000"],
    ["is no pkt-line", "0", "zzzz"],
    ["is no pkt-line", "2", "zzzz"],
    ["is cut short", "2", "0100command=ls-refs"],
    ["ends in the arguments", "2", v2("command=ls-refs", "peel").subarray(0, -4)],
    ["has an unknown command", "2", v2("command=evil")],
    ["has a command with an option's look", "2", v2("command=--help")],
    ["has no command", "2", v2("agent=x")],
    ["has an unknown argument of ls-refs", "2", v2("command=ls-refs", "evil")],
    ["has a delimiter for an end", "2", Buffer.concat([pktLine("command=ls-refs"), Buffer.from("00010001")])],
    [
      "asks in SHA-256",
      "2",
      Buffer.concat([
        pktLine("command=ls-refs"),
        pktLine("object-format=sha256"),
        Buffer.from("0001"),
        flushPkt,
      ]),
    ],
    ["has a prefix with NUL", "2", v2("command=ls-refs", "ref-prefix refs/\0")],
    [
      "has a prefix that is no UTF-8",
      "2",
      Buffer.concat([
        pktLine("command=ls-refs"),
        Buffer.from("0001"),
        pktLine(Buffer.from("ref-prefix \xff", "latin1")),
        flushPkt,
      ]),
    ],
    [
      "has 20,000 prefixes",
      "2",
      v2(
        "command=ls-refs",
        ...Array.from({ length: 20_000 }, (_, index) => `ref-prefix refs/heads/${index}`),
      ),
    ],
    ["wants what is not there", "0", v0(`want ${ones}\n`)],
    ["wants what is not there", "2", v2("command=fetch", `want ${ones}`, "done")],
    ["wants no hash", "0", v0("want HEAD\n")],
    ["wants an option", "2", v2("command=fetch", "want --all", "done")],
    ["wants an unknown ref", "2", v2("command=fetch", "want-ref refs/heads/nothing", "done")],
    ["has an unknown filter", "2", v2("command=fetch", `want ${base.hash}`, "filter evil:1", "done")],
    [
      "has a filter that runs",
      "2",
      v2("command=fetch", `want ${base.hash}`, "filter sparse:oid=main:README.md", "done"),
    ],
    ["has a depth below zero", "2", v2("command=fetch", `want ${base.hash}`, "deepen -1", "done")],
    [
      "has a depth beyond numbers",
      "2",
      v2("command=fetch", `want ${base.hash}`, "deepen 99999999999999999999", "done"),
    ],
    ["is cut at an unknown ref", "2", v2("command=fetch", `want ${base.hash}`, "deepen-not evil", "done")],
    ["is cut at no time", "2", v2("command=fetch", `want ${base.hash}`, "deepen-since evil", "done")],
    [
      "has 10,000 wants of one object",
      "0",
      v0(...Array.from({ length: 10_000 }, () => `want ${base.hash}\n`)),
    ],
    [
      "has 10,000 haves of nothing",
      "2",
      v2(
        "command=fetch",
        `want ${base.hash}`,
        ...Array.from({ length: 10_000 }, () => `have ${ones}`),
        "done",
      ),
    ],
  ])("%s, over v%s", async (_what, version, body) => {
    const { status, text } = await postRaw(repo, "git-upload-pack", body, {
      "git-protocol": `version=${version}`,
    });
    // Only a git that gives up without a message is answered as a failure of ours.
    expect([200, 400, 500]).toContain(status);
    expect(text).not.toContain(remote.dataDir);
    expect(await refsNow()).toContain(base.hash);
  });

  it.each<[what: string, headers: Record<string, string>, status: number]>([
    ["has another content type", { "content-type": "application/json" }, 415],
    ["is packed in an unknown way", { "content-encoding": "br" }, 415],
    ["is packed in two ways", { "content-encoding": "gzip, gzip" }, 415],
    ["says gzip and is none", { "content-encoding": "gzip" }, 400],
  ])("%s", async (_what, headers, status) => {
    const answer = await postRaw(repo, "git-upload-pack", v2("command=ls-refs"), {
      "git-protocol": "version=2",
      ...headers,
    });
    expect(answer.status).toBe(status);
  });

  it("is gzipped", async () => {
    const answer = await postRaw(repo, "git-upload-pack", gzipSync(v2("command=ls-refs", "symrefs")), {
      "git-protocol": "version=2",
      "content-encoding": "gzip",
    });
    expect(answer.text).toContain("HEAD symref-target:refs/heads/main");
  });
});
