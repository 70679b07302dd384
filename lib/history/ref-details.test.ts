import { describe, expect, it } from "vitest";
import { repoRecord, sendError } from "@/lib/test-support/fake-artifacts-api";
import { fakeArtifactsForTests } from "@/lib/test-support/fake-artifacts-for-tests";
import { countDivergence, type LogPart } from "./count-divergence";
import { readRefDetails } from "./ref-details";

const fakeApi = await fakeArtifactsForTests();

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
    const facts = await readRefDetails(repoRecord, { base, heads });
    for (const head of heads) {
      const counted = await fakeApi.git(["rev-list", "--left-right", "--count", `${base}...${head}`]);
      const [behind, ahead] = counted.trim().split("\t").map(Number);
      expect(facts[head]?.divergence).toEqual({ ahead, behind, isFloor: false });
    }
    fakeApi.forgetRequests();
    await readRefDetails(repoRecord, { base, heads });
    expect(fakeApi.requests).toHaveLength(0);
  });

  it("counts histories that share nothing to their ends", async () => {
    const base = await chain(await commit(), 2);
    const head = await chain(await commit(), 4);
    expect((await readRefDetails(repoRecord, { base, heads: [head] }))[head]?.divergence).toEqual({
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
    const facts = await readRefDetails(repoRecord, { base, heads: [broken, fine] });
    expect(facts[fine]?.divergence).toEqual({ ahead: 1, behind: 1, isFloor: false });
    expect(facts[broken]).toMatchObject({ commit: { hash: broken }, divergence: null });
  });

  it("has no commit for a ref that leads to a file", async () => {
    const blob = (await fakeApi.git(["hash-object", "-w", "--stdin"], "text")).trim();
    expect(await readRefDetails(repoRecord, { heads: [blob] })).toEqual({
      [blob]: { commit: null, divergence: null },
    });
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
