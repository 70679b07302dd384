import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type RecordedRequest, repoRecord, sendError } from "@/lib/test-support/fake-artifacts-api";
import { fakeArtifactsForTests } from "@/lib/test-support/fake-artifacts-for-tests";
import { forgetPerProcess } from "@/lib/test-support/per-process";
import type { RefDetails } from "@/lib/wire/answers";
import { countDivergence, type LogPart } from "./count-divergence";
import { readRefDetails } from "./ref-details";

const fakeApi = await fakeArtifactsForTests();
const repo = { content: repoRecord, remote: fakeApi.remote };

let clock = 1_767_225_600;
async function commit(...parents: string[]): Promise<string> {
  clock += 60;
  const tree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
  const identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.test"];
  const from = parents.flatMap((parent) => ["-p", parent]);
  await fakeApi.git(["hash-object", "-w", "-t", "tree", "--stdin"]);
  return (await fakeApi.git([...identity, "commit-tree", tree, ...from, "-m", `at ${clock}`])).trim();
}

async function chain(from: string, length: number): Promise<string> {
  let head = from;
  for (let step = 0; step < length; step += 1) head = await commit(head);
  return head;
}

describe("how far a branch has parted", () => {
  it("is what git rev-list counts, through merges, and asked for once", async () => {
    const root = await commit();
    const fork = await chain(root, 3);
    const base = await chain(fork, 4);
    const side = await chain(fork, 2);
    const merged = await commit(await chain(side, 1), base);
    const heads = [root, fork, base, side, merged];
    const facts = await readRefDetails(repo, { base, heads });
    for (const head of heads) {
      const counted = await fakeApi.git(["rev-list", "--left-right", "--count", `${base}...${head}`]);
      const [behind, ahead] = counted.trim().split("\t").map(Number);
      expect(facts[head]?.divergence).toEqual({ ahead, behind, isFloor: false });
    }
    fakeApi.forgetRequests();
    await readRefDetails(repo, { base, heads });
    expect(fakeApi.requests).toHaveLength(0);
  });

  it("counts histories that share nothing to their ends", async () => {
    const base = await chain(await commit(), 2);
    const head = await chain(await commit(), 4);
    expect((await readRefDetails(repo, { base, heads: [head] }))[head]?.divergence).toEqual({
      ahead: 5,
      behind: 3,
      isFloor: false,
    });
  });

  it("is unknown where a history cannot be read, and known beside it", async () => {
    const root = await commit();
    const base = await chain(root, 1);
    const fine = await chain(root, 1);
    const broken = await chain(root, 2);
    fakeApi.answerNext(
      ({ path, query }) => path.endsWith("/log") && query.get("ref") === broken,
      (_, response) => sendError(response, 500, { code: 10400, message: "Object cannot be read" }),
    );
    const facts = await readRefDetails(repo, { base, heads: [broken, fine] });
    expect(facts[fine]?.divergence).toEqual({ ahead: 1, behind: 1, isFloor: false });
    expect(facts[broken]).toMatchObject({ commit: { hash: broken }, divergence: null });
  });

  it("has no commit for a ref that leads to a file", async () => {
    const blob = (await fakeApi.git(["hash-object", "-w", "--stdin"], "text")).trim();
    expect(await readRefDetails(repo, { heads: [blob] })).toEqual({
      [blob]: { commit: null, divergence: null },
    });
  });
});

describe("many branches", () => {
  const isFetch = ({ path, body }: RecordedRequest) =>
    path.endsWith("/git-upload-pack") && body.includes("command=fetch");
  const fetches = () => fakeApi.requests.filter(isFetch);
  const contentCalls = () =>
    fakeApi.requests.filter(({ path }) => path.endsWith("/log") || path.includes("/commit/")).length;
  let base: string;
  let heads: string[];
  beforeAll(async () => {
    const fork = await chain(await commit(), 2);
    base = await chain(fork, 3);
    heads = [fork, base];
    for (let branch = 0; branch < 8; branch += 1)
      heads.push(await chain(branch % 2 === 0 ? fork : base, branch));
  });
  beforeEach(async () => {
    forgetPerProcess("history-packs", "filter-support", "divergences", "object-cache");
    await fakeApi.git(["config", "uploadpack.allowFilter", "true"]);
  });
  const repoOf = (id: string) => ({ ...repo, content: { ...repoRecord, id } });

  async function expectRight(facts: RefDetails, of: string, at: readonly string[]): Promise<void> {
    for (const head of at) {
      const counted = await fakeApi.git(["rev-list", "--left-right", "--count", `${of}...${head}`]);
      const [behind, ahead] = counted.trim().split("\t").map(Number);
      expect(facts[head]).toMatchObject({
        commit: { hash: head, author: "Ada" },
        divergence: { ahead, behind, isFloor: false },
      });
    }
  }

  it("are compared by one fetch, then by none, and by one more once they have moved", async () => {
    const many = repoOf("many");
    await expectRight(await readRefDetails(many, { base, heads }), base, heads);
    expect(fetches()).toHaveLength(1);
    expect(contentCalls()).toBe(0);
    fakeApi.forgetRequests();
    const newBase = await commit(base);
    await readRefDetails(many, { base, heads });
    expect(fakeApi.requests).toHaveLength(0);
    await expectRight(await readRefDetails(many, { base: newBase, heads }), newBase, heads);
    expect(fetches().map(({ body }) => body.match(/want /g)?.length)).toEqual([1]);
    expect(contentCalls()).toBe(0);
  });

  it("are compared as a few are where Git does not help, with the same answer", async () => {
    const [first, second] = [repoOf("no filter"), repoOf("refused")];
    await fakeApi.git(["config", "uploadpack.allowFilter", "false"]);
    await expectRight(await readRefDetails(first, { base, heads }), base, heads);
    expect(contentCalls()).toBeGreaterThan(0);
    await fakeApi.git(["config", "uploadpack.allowFilter", "true"]);
    forgetPerProcess("filter-support");
    fakeApi.answerNext(isFetch, (_, response) => void response.writeHead(500).end());
    await expectRight(await readRefDetails(second, { base, heads }), base, heads);
  });

  it("may lead to files among them", async () => {
    const blob = (await fakeApi.git(["hash-object", "-w", "--stdin"], "no commit")).trim();
    const facts = await readRefDetails(repoOf("files"), { base, heads: [...heads, blob] });
    expect(facts[blob]).toEqual({ commit: null, divergence: null });
    await expectRight(facts, base, heads);
    expect(fetches()).toHaveLength(1);
  });
});

describe("a count that stops at its budget", () => {
  const line = (name: string, from: number, to: number): LogPart["commits"] =>
    Array.from({ length: from - to }, (_, at) => ({
      hash: `${name}${from - at}`,
      parents: [`${name}${from - at - 1}`],
    }));

  it("is a floor for the side that goes on, and says nothing of the other", () => {
    // Ten of a hundred commits are known, and the base is the hundredth below.
    const ahead = countDivergence("m1", { commits: [{ hash: "m1", parents: [] }], isWhole: true }, "m100", {
      commits: line("m", 100, 90),
      isWhole: false,
    });
    expect(ahead).toEqual({ ahead: 10, behind: null, isFloor: true });
    const behind = countDivergence("m100", { commits: line("m", 100, 90), isWhole: false }, "m1", {
      commits: [{ hash: "m1", parents: [] }],
      isWhole: true,
    });
    expect(behind).toEqual({ ahead: null, behind: 10, isFloor: true });
  });

  it("is exact as soon as both sides have met", () => {
    const counted = countDivergence("m100", { commits: line("m", 100, 90), isWhole: false }, "s1", {
      commits: [{ hash: "s1", parents: ["m95"] }, ...line("m", 95, 93)],
      isWhole: false,
    });
    expect(counted).toEqual({ ahead: 1, behind: 5, isFloor: false });
  });
});
