import { randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { makeObject } from "@/gitformat/git-object";
import { entryHead, packCodes } from "@/gitformat/pack-entry";
import { flushPkt, pktLine, sideBand } from "@/gitformat/pkt-line";
import { deltaOf, packBody, packEntry, refDelta } from "@/gitformat/test-pack";
import { getCommit, getTree, knownTree } from "@/lib/artifacts/content";
import { readLevels } from "@/lib/paths/read-levels";
import { commitFiles, type RecordedRequest } from "@/lib/test-support/fake-artifacts-api";
import { fakeArtifactsForTests } from "@/lib/test-support/fake-artifacts-for-tests";
import { forgetPerProcess } from "@/lib/test-support/per-process";
import { openCommitPath } from "./open-commit-path";

const fakeApi = await fakeArtifactsForTests();
let commitHash: string;
/** What the REST route gives alone, level by level. */
let plain: Awaited<ReturnType<typeof open>>;

const content = { namespace: "acme", name: "demo", id: "repo_1" };
const deep = Array.from({ length: 12 }, (_, index) => `l${index}`);
const folder = deep.join("/");

beforeAll(async () => {
  commitHash = await commitFiles(fakeApi, "main", {
    ...Object.fromEntries(
      deep.map((_, at) => [`${deep.slice(0, at + 1).join("/")}/file`, { content: `${at}`.repeat(9) }]),
    ),
    "a/b/c/d/e/far beside": { content: "x" },
    [`${folder}/run`]: { content: "#!/bin/sh\n", mode: "100755" },
    [`${folder}/link`]: { content: "run", mode: "120000" },
    [`${folder}/\ufeffnäme "quoted" \n`]: { content: "x" },
    [`${folder}/below/${"n".repeat(200)}`]: { content: "x" },
  });
  plain = await open("plain");
});
beforeEach(async () => {
  forgetPerProcess("object-cache", "filter-support", "read-tokens");
  await fakeApi.git(["config", "uploadpack.allowFilter", "true"]);
});

const isFetch = ({ path, body }: RecordedRequest) =>
  path.endsWith("/git-upload-pack") && body.includes("command=fetch");
const fetches = () => fakeApi.requests.filter(isFetch);
const treeCalls = () => fakeApi.requests.filter(({ path }) => path.includes("/tree/")).length;

/** Opens `path` of a repo with this id, and gives its levels as they are in the end. */
async function open(id: string, path = deep) {
  const at = { ...content, id };
  const found = await openCommitPath({ content: at, repo: fakeApi }, commitHash, path);
  if (!found?.treeHash) throw new Error("no commit");
  return { entry: found.entry, levels: await readLevels(at, found.treeHash, path.join("/")) };
}

/** Keeps the tree route from answering, so that only Git can. */
function holdTrees(): () => void {
  let release: (() => void)[] = [];
  const held = () => new Promise<void>((resolve) => release.push(resolve));
  fakeApi.holdEach(async () => {
    if (fakeApi.requests.at(-1)?.path.includes("/tree/")) await held();
  });
  return () => {
    fakeApi.holdEach(null);
    for (const go of release) go();
    release = [];
  };
}

/** Keeps the tree route from answering until Git has been asked: as a service that is far away, however fast the machine is. */
function holdTreesUntil(isAsked: () => boolean): void {
  fakeApi.holdEach(async () => {
    if (!fakeApi.requests.at(-1)?.path.includes("/tree/")) return;
    while (!isAsked()) await sleep(5);
  });
}
afterEach(() => fakeApi.holdEach(null));

describe("prefetchTrees", () => {
  it("gives what the REST route gives, entry by entry, with one fetch that holds no file", async () => {
    expect(plain.levels).toHaveLength(13);
    fakeApi.forgetRequests();
    const release = holdTrees();
    try {
      expect(await open("by git")).toEqual(plain);
    } finally {
      release();
    }
    expect(fetches().map(({ body }) => body)).toEqual([
      expect.stringContaining("filter combine:blob:none+tree:13"),
    ]);
    expect(treeCalls()).toBe(1);
  });

  it("asks for nothing that is in memory, and not for a way that is as short without", async () => {
    await open("again");
    fakeApi.forgetRequests();
    await open("again");
    expect(fakeApi.requests).toHaveLength(0);
    const commit = await getCommit({ ...content, id: "short" }, commitHash);
    await getTree({ ...content, id: "short" }, commit.treeHash);
    fakeApi.forgetRequests();
    await open("short", ["l0"]);
    expect(fetches()).toHaveLength(0);
  });

  it("asks a host without filters for no pack, and asks it only once what it can do", async () => {
    await fakeApi.git(["config", "uploadpack.allowFilter", "false"]);
    holdTreesUntil(() => fakeApi.requestsTo("/info/refs").length > 0);
    const { levels } = await open("no filters");
    await open("no filters either");
    expect(levels).toHaveLength(13);
    expect(fetches()).toHaveLength(0);
    expect(fakeApi.requestsTo("/info/refs")).toHaveLength(1);
  });

  it("leaves out only files where that is all a host understands, and remembers it", async () => {
    fakeApi.answerNext(isFetch, (_, response) =>
      response.writeHead(200).end(pktLine("ERR unknown filter\n")),
    );
    fakeApi.forgetRequests();
    const release = holdTrees();
    try {
      expect(await open("files only")).toEqual(plain);
      expect(await open("files only, again")).toEqual(plain);
    } finally {
      release();
    }
    expect(fetches().map(({ body }) => /filter (\S+)\n/.exec(body)?.[1])).toEqual([
      "combine:blob:none+tree:13",
      "blob:none",
      "blob:none",
    ]);
  });

  it("leaves names to the REST route that are not UTF-8", async () => {
    const blob = (await fakeApi.git(["hash-object", "-w", "--stdin"], "x")).trim();
    const entry = (mode: string, name: Buffer, hash: string) =>
      Buffer.concat([Buffer.from(`${mode} `), name, Buffer.alloc(1), Buffer.from(hash, "hex")]);
    const write = async (tree: Buffer) => {
      const hash = makeObject("tree", tree).hash;
      await fakeApi.git(["hash-object", "-w", "-t", "tree", "--literally", "--stdin"], tree);
      return hash;
    };
    const odd = await write(entry("100644", Buffer.from([0xff, 0x41]), blob));
    const names = ["x", "y", "z"];
    let root = odd;
    for (const name of names.toReversed()) root = await write(entry("40000", Buffer.from(name), root));
    const commit = (
      await fakeApi.git(["-c", "user.name=Ada", "-c", "user.email=a@b", "commit-tree", root, "-m", "odd"])
    ).trim();
    await fakeApi.git(["update-ref", "refs/heads/odd", commit]);
    const at = { ...content, id: "odd" };
    holdTreesUntil(() => fetches().length > 0);
    const found = await openCommitPath({ content: at, repo: fakeApi }, commit, names);
    expect(found?.entry).toEqual({ kind: "tree", hash: odd });
    expect(fetches()).toHaveLength(1);
    expect(knownTree(at, root)).toHaveLength(1);
    expect(knownTree(at, odd)).toBeNull();
  });
});

describe("a remote that sends something else", () => {
  const tree = Buffer.concat([Buffer.from("40000 l0\0"), randomBytes(20)]);
  const treeHash = makeObject("tree", tree).hash;
  const answer = (...parts: Buffer[]) => Buffer.concat([pktLine("packfile\n"), ...parts, flushPkt]);
  const sent = (bytes: Buffer) => (_: RecordedRequest, response: ServerResponse) =>
    void response.writeHead(200).end(bytes);
  const bigBase = Buffer.alloc(1_000_000);
  const manyCopies = Buffer.alloc(20_000, Buffer.of(0xf0, 0xff, 0xff, 0xff));

  it.each<[string, (request: RecordedRequest, response: ServerResponse) => void]>([
    ["other objects", sent(answer(sideBand(1, packBody([packEntry("tree", tree)]))))],
    ["a pack that is cut off", sent(answer(sideBand(1, packBody([packEntry("tree", tree)], { count: 9 }))))],
    [
      "an answer that is cut off",
      sent(answer(sideBand(1, packBody([packEntry("tree", tree)]))).subarray(0, 40)),
    ],
    ["a page of a gateway", sent(Buffer.from("<h1>Sign in</h1>"))],
    ["nothing", sent(Buffer.alloc(0))],
    ["its own error", sent(answer(sideBand(3, Buffer.from("out of memory"))))],
    ["a bomb", sent(answer(sideBand(1, packBody([packEntry("tree", Buffer.alloc(60_000_000))]))))],
    [
      "a bomb of deltas",
      sent(
        answer(
          sideBand(
            1,
            packBody([
              packEntry("tree", bigBase),
              refDelta(makeObject("tree", bigBase).hash, deltaOf(bigBase.length, 2 ** 41, manyCopies)),
            ]),
          ),
        ),
      ),
    ],
    ["a base that never comes", sent(answer(sideBand(1, packBody([refDelta(treeHash, tree)]))))],
    ["files", sent(answer(sideBand(1, packBody([entryHead(packCodes.blob, 50)]))))],
    ["a server's failure", (_, response) => void response.writeHead(500).end("no")],
    ["a hang-up", (_, response) => void response.destroy()],
    [
      "a redirect",
      (_, response) => void response.writeHead(302, { location: `${fakeApi.url}/elsewhere` }).end(),
    ],
  ])("is not believed, and the path is found level by level: %s", async (name, misbehave) => {
    fakeApi.forgetRequests();
    // A second time, too: where less might help, that is asked for. What of it is left unused is for no other test.
    let isRunning = true;
    const isMeant = (request: RecordedRequest) => isRunning && isFetch(request);
    for (let time = 0; time < 2; time += 1) fakeApi.answerNext(isMeant, misbehave);
    holdTreesUntil(() => fetches().length > 0);
    expect(await open(`hostile: ${name}`)).toEqual(plain);
    isRunning = false;
    expect(fakeApi.requestsTo("/elsewhere")).toHaveLength(0);
    expect(fetches().length).toBeGreaterThan(0);
  });

  it("is hung up on when it has no end, at the latest when the path is found without it", async () => {
    fakeApi.forgetRequests();
    const filler = sideBand(1, packEntry("tree", randomBytes(4_000)));
    let isOver = false;
    const over = new Promise<number>((resolve) => {
      fakeApi.answerNext(isFetch, (_, response) => {
        let count = 0;
        response.writeHead(200);
        response.write(
          Buffer.concat([pktLine("packfile\n"), sideBand(1, packBody([], { count: 4_000_000 }))]),
        );
        const more = () => {
          while (!isOver) {
            count += filler.length;
            if (!response.write(filler)) return response.once("drain", more);
          }
        };
        response.once("close", () => {
          isOver = true;
          resolve(count);
        });
        more();
      });
    });
    holdTreesUntil(() => fetches().length > 0);
    expect(await open("endless")).toEqual(plain);
    expect(await over).toBeLessThan(40_000_000);
  });
});
