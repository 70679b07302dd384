import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { flushPkt, pktLine } from "@/gitformat/pkt-line";
import { gitEnv, gitText } from "@/server/test-git";
import { createLocalStorage, type LocalStorage } from "./local-storage";
import { type RefUpdate, StorageError, zeroHash } from "./repo-storage";

const signal = new AbortController().signal;
/** The settings of ours that show in what git says. */
const asOurs = [
  "uploadpack.allowFilter=true",
  "uploadpack.allowAnySHA1InWant=true",
  "transfer.hideRefs=refs/vitrine",
  "lsrefs.unborn=advertise",
];

let root: string;
let storage: LocalStorage;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "vitrine-advertise-"));
  storage = await createLocalStorage({ dataDir: root, log: () => {} });
});
afterAll(async () => {
  await storage.close();
  await rm(root, { recursive: true, force: true });
});

interface Made {
  id: string;
  dir: string;
  git(args: string[], input?: string): string;
}

let madeCount = 0;
async function makeRepo(): Promise<Made> {
  madeCount += 1;
  const id = `repo_advertise${String(madeCount).padStart(4, "0")}`;
  await storage.createRepo(id, "main");
  const dir = join(root, "repos", id.slice(-4, -2), id.slice(-2), `${id}.git`);
  const git = (args: string[], input = "") => gitText(root, ["--git-dir", dir, ...args], input);
  return { id, dir, git };
}

/** Opens the storage anew, so that it reads refs that a test has changed by git alone. */
async function reopen(): Promise<void> {
  await storage.close();
  storage = await createLocalStorage({ dataDir: root, log: () => {} });
}

function commitIn(repo: Made, ...parents: string[]): string {
  const tree = repo.git(["mktree"]);
  return repo.git(["commit-tree", tree, ...parents.flatMap((each) => ["-p", each]), "-m", "c"]);
}

function byGit(repo: Made, args: string[], protocol: string | null, input: Buffer): string {
  return execFileSync(
    "git",
    [...asOurs.flatMap((each) => ["-c", each]), "upload-pack", "--stateless-rpc", ...args, repo.dir],
    {
      env: { ...gitEnv, ...(protocol === null ? {} : { GIT_PROTOCOL: protocol }) },
      input,
      maxBuffer: 1e9,
      stdio: ["pipe", "pipe", "ignore"],
    },
  ).toString("latin1");
}

const advertised = async (repo: Made, protocol: string | null) =>
  (
    await storage.withReader(repo.id, (reader) =>
      buffer(reader.advertise("git-upload-pack", { protocol, signal })),
    )
  ).toString("latin1");

const answered = async (repo: Made, request: Buffer) =>
  (
    await storage.withReader(repo.id, (reader) =>
      buffer(reader.uploadPack(Readable.from([request]), { protocol: "version=2", signal })),
    )
  ).toString("latin1");

/** An answer with its pack in one piece: where git cuts it into side-band packets is a matter of timing. */
function withPackJoined(answer: string): string {
  let text = "";
  let pack = "";
  for (let at = 0; at + 4 <= answer.length; ) {
    const length = Math.max(4, Number.parseInt(answer.slice(at, at + 4), 16) || 4);
    const packet = answer.slice(at, at + length);
    if (packet.charAt(4) === "\x01") pack += packet.slice(5);
    else text += packet;
    at += length;
  }
  return `${text}${pack}`;
}

function lsRefs(...args: string[]): Buffer {
  return Buffer.concat([
    pktLine("command=ls-refs\n"),
    pktLine("agent=git/2.39.5"),
    pktLine("object-format=sha1"),
    Buffer.from("0001"),
    ...args.map((each) => pktLine(`${each}\n`)),
    flushPkt,
  ]);
}

const requests = [
  lsRefs(),
  lsRefs("peel"),
  lsRefs("symrefs"),
  lsRefs("unborn"),
  lsRefs("peel", "symrefs", "unborn"),
  lsRefs("peel", "symrefs", "unborn", "ref-prefix HEAD"),
  lsRefs("peel", "symrefs", "ref-prefix refs/heads/", "ref-prefix refs/tags/"),
  lsRefs("peel", "symrefs", "ref-prefix refs/tags/v"),
  lsRefs("symrefs", "ref-prefix refs/nothing"),
  lsRefs("symrefs", "unborn", "ref-prefix refs/heads/main"),
  lsRefs("ref-prefix "),
];

/** All that both say about the refs of this repo. */
async function expectSame(repo: Made): Promise<void> {
  for (const protocol of [null, "version=1"]) {
    expect(await advertised(repo, protocol)).toBe(
      byGit(repo, ["--advertise-refs"], protocol, Buffer.alloc(0)),
    );
  }
  for (const request of requests) {
    expect(await answered(repo, request), request.toString()).toBe(byGit(repo, [], "version=2", request));
  }
}

describe("says of refs, byte for byte, what git says", () => {
  it("in an empty repo with an unborn HEAD", async () => {
    await expectSame(await makeRepo());
  });

  it("with branches and an unborn HEAD", async () => {
    const repo = await makeRepo();
    repo.git(["update-ref", "refs/heads/other", commitIn(repo)]);
    await reopen();
    await expectSame(repo);
  });

  it("with light tags, annotated tags, tags of tags, of trees and of blobs, notes, hidden refs, odd names", async () => {
    const repo = await makeRepo();
    const first = commitIn(repo);
    const head = commitIn(repo, first);
    const blob = repo.git(["hash-object", "-w", "--stdin"], "blob");
    repo.git(["update-ref", "refs/heads/main", head]);
    repo.git(["update-ref", "refs/heads/main-2", first]);
    repo.git(["update-ref", "refs/heads/a/b/c", first]);
    for (const name of ["\u00e9t\u00e9", "\ufb00", "\u{1f600}", 'quo"te', "a+b=c", "Main"]) {
      repo.git(["update-ref", `refs/heads/${name}`, first]);
    }
    repo.git(["tag", "light", first]);
    repo.git(["tag", "-a", "-m", "one", "v1", first]);
    repo.git(["tag", "-a", "-m", "two", "v2", "v1"]);
    repo.git(["tag", "-a", "-m", "three", "v3", "v2"]);
    repo.git(["tag", "-a", "-m", "tree", "of-tree", `${head}^{tree}`]);
    repo.git(["tag", "-a", "-m", "blob", "of-blob", blob]);
    repo.git(["update-ref", "refs/blobs/one", blob]);
    repo.git(["update-ref", "refs/vitrine/hidden", head]);
    repo.git(["notes", "add", "-m", "note", head]);
    await reopen();
    await expectSame(repo);
    repo.git(["pack-refs", "--all"]);
    await reopen();
    await expectSame(repo);
  });

  it("with symbolic refs among the refs, one of them dangling", async () => {
    const repo = await makeRepo();
    repo.git(["update-ref", "refs/heads/main", commitIn(repo)]);
    repo.git(["symbolic-ref", "refs/remotes/origin/HEAD", "refs/heads/main"]);
    repo.git(["symbolic-ref", "refs/heads/dangling", "refs/heads/nothing"]);
    await reopen();
    await expectSame(repo);
  });

  it("in a shallow repo, to who fetches and to who pushes", async () => {
    const repo = await makeRepo();
    const first = commitIn(repo);
    repo.git(["update-ref", "refs/heads/main", commitIn(repo, first)]);
    await writeFile(join(repo.dir, "shallow"), `${first}\n`);
    await reopen();
    await expectSame(repo);
    const toPusher = await storage.withReader(repo.id, (reader) =>
      buffer(reader.advertise("git-receive-pack", { protocol: null, signal })),
    );
    expect(toPusher.toString()).toContain(`0035shallow ${first}\n0000`);
  });

  it("with 10,000 refs", async () => {
    const repo = await makeRepo();
    const head = commitIn(repo);
    repo.git(["tag", "-a", "-m", "one", "v1", head]);
    const tag = repo.git(["rev-parse", "v1"]);
    const lines = Array.from({ length: 10_000 }, (_, index) =>
      index % 3 === 0 ? `create refs/tags/t${index} ${tag}` : `create refs/heads/b${index} ${head}`,
    );
    repo.git(["update-ref", "--stdin"], `${lines.join("\n")}\n`);
    await reopen();
    await expectSame(repo);
  });

  it("after pushes that create, move and delete one and many", async () => {
    const repo = await makeRepo();
    const first = commitIn(repo);
    const second = commitIn(repo, first);
    repo.git(["update-ref", "refs/kept", second]);
    repo.git(["tag", "-a", "-m", "one", "v1", second]);
    const tag = repo.git(["rev-parse", "v1"]);
    await reopen();
    const publish = async (updates: RefUpdate[]) => {
      const outcomes = await storage.publish(repo.id, updates, { signal });
      expect(outcomes.filter((each) => !each.ok)).toEqual([]);
      await expectSame(repo);
      const told = await advertised(repo, null);
      await reopen();
      expect(await advertised(repo, null)).toBe(told);
      repo.git(["fsck", "--strict"]);
    };
    const many = Array.from({ length: 40 }, (_, index) => index);
    await publish([{ ref: "refs/heads/main", oldHash: zeroHash, newHash: first }]);
    await publish(
      many.map((n) => ({ ref: `refs/tags/${n}`, oldHash: zeroHash, newHash: n % 2 ? tag : first })),
    );
    await publish([
      { ref: "refs/heads/main", oldHash: first, newHash: second },
      ...many.map((n) => ({ ref: `refs/tags/${n}`, oldHash: n % 2 ? tag : first, newHash: second })),
      { ref: "refs/heads/a/b", oldHash: zeroHash, newHash: first },
    ]);
    await publish([{ ref: "refs/tags/3", oldHash: second, newHash: tag }]);
    await publish(
      many.map((n) => ({ ref: `refs/tags/${n}`, oldHash: n === 3 ? tag : second, newHash: first })),
    );
    await publish([
      { ref: "refs/heads/a/b", oldHash: first, newHash: zeroHash },
      ...many.map((n) => ({ ref: `refs/tags/${n}`, oldHash: first, newHash: zeroHash })),
    ]);
    // Where folders of refs were.
    await publish([
      { ref: "refs/heads/a", oldHash: zeroHash, newHash: first },
      { ref: "refs/tags/3/4", oldHash: zeroHash, newHash: tag },
    ]);
  });
});

it("leaves to git what is no plain ls-refs", async () => {
  const repo = await makeRepo();
  const head = commitIn(repo);
  repo.git(["update-ref", "refs/heads/main", head]);
  await reopen();
  const odd = [
    Buffer.concat([pktLine("command=ls-refs\n"), flushPkt]),
    Buffer.concat([pktLine("command=ls-refs"), Buffer.from("0001"), pktLine("peel"), flushPkt]),
    Buffer.concat([pktLine("command=ls-refs"), pktLine("agent=x"), flushPkt, Buffer.from("0007abc")]),
    lsRefs(...Array.from({ length: 300 }, (_, index) => `ref-prefix refs/heads/${index}`), "symrefs"),
    lsRefs("peel", `ref-prefix ${"x".repeat(60_000)}`, `ref-prefix ${"y".repeat(60_000)}`),
    Buffer.concat([
      pktLine("command=fetch"),
      Buffer.from("0001"),
      pktLine("no-progress\n"),
      pktLine(`want ${head}\n`),
      pktLine("done\n"),
      flushPkt,
    ]),
    Buffer.concat([pktLine("command=object-info"), flushPkt]),
  ];
  for (const request of odd) {
    const ours = await answered(repo, request).catch((error: unknown) => {
      expect(error).toBeInstanceOf(StorageError);
      return "";
    });
    let gits = "";
    try {
      gits = byGit(repo, [], "version=2", request);
    } catch {
      // Git ended with an error and without a message.
    }
    expect(withPackJoined(ours), request.subarray(0, 60).toString()).toBe(withPackJoined(gits));
  }
});

it("answers ls-refs that comes byte by byte", async () => {
  const repo = await makeRepo();
  const request = lsRefs("symrefs", "unborn");
  const bytes = Readable.from([...request].map((byte) => Buffer.of(byte)));
  const answer = await storage.withReader(repo.id, (reader) =>
    buffer(reader.uploadPack(bytes, { protocol: "version=2", signal })),
  );
  expect(answer.toString()).toBe("002eunborn HEAD symref-target:refs/heads/main\n0000");
});

it("tells every ref beside a tag whose object is damaged or missing", async () => {
  const repo = await makeRepo();
  const commit = commitIn(repo);
  repo.git(["update-ref", "refs/heads/main", commit]);
  repo.git(["tag", "-a", "fine", "-m", "fine", commit]);
  repo.git(["tag", "-a", "broken", "-m", randomBytes(4096).toString("hex"), commit]);
  repo.git(["tag", "-a", "gone", "-m", "gone", commit]);
  const [fine, broken, gone] = ["fine", "broken", "gone"].map((name) => repo.git(["rev-parse", name])) as [
    string,
    string,
    string,
  ];
  const fileOf = (hash: string) => join(repo.dir, "objects", hash.slice(0, 2), hash.slice(2));
  // Its beginning can be read, and says that it is a tag.
  const half = (await readFile(fileOf(broken))).subarray(0, 2000);
  await rm(fileOf(broken));
  await writeFile(fileOf(broken), half);
  await rm(fileOf(gone));
  await reopen();
  const answer = await answered(repo, lsRefs("peel", "symrefs"));
  expect(answer).toContain(`${commit} refs/heads/main\n`);
  expect(answer).toContain(`${fine} refs/tags/fine peeled:${commit}\n`);
  expect(answer).toContain(`${broken} refs/tags/broken\n`);
  expect(answer).toContain(`${gone} refs/tags/gone\n`);
});
