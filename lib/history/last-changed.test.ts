import { describe, expect, it } from "vitest";
import { repoRecord, sendError } from "@/lib/test-support/fake-artifacts-api";
import { fakeArtifactsForTests } from "@/lib/test-support/fake-artifacts-for-tests";
import { readLastChanged } from "./last-changed";

const fakeApi = await fakeArtifactsForTests();

let repos = 0;
/** Nothing is in any cache for it. */
const freshRepo = () => {
  repos += 1;
  return { ...repoRecord, id: `history_${repos}` };
};

/** The same numbers each time. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * sides);
  };
}

const files = ["a", "b", "c", "dir/x", "dir/y", "dir/deep/z", "dir/deep/w", "dir2/x"];

/** Branches that part and merge; files that come, change, go, and return to what they were. */
async function makeHistory(branch: string, commits: number, seed: number): Promise<string> {
  const roll = dice(seed);
  let input = "";
  const heads = [0, 0, 0];
  for (let mark = 1; mark <= commits; mark += 1) {
    const lane = roll(heads.length);
    input += `commit refs/heads/lane\nmark :${mark}\ncommitter Ada <ada@example.test> ${1_767_225_600 + mark * 60} +0000\n`;
    input += `data ${String(mark).length}\n${mark}\n`;
    const parent = heads[lane] || heads[0];
    if (parent) input += `from :${parent}\n`;
    const merged = heads[roll(heads.length)];
    if (merged && merged !== parent && roll(3) === 0) input += `merge :${merged}\n`;
    for (let change = roll(3); change >= 0; change -= 1) {
      const file = files[roll(files.length)];
      if (roll(6) === 0) input += `D ${file}\n`;
      else input += `M ${roll(5) === 0 ? 100755 : 100644} inline ${file}\ndata 1\n${roll(3)}\n`;
    }
    input += "\n";
    heads[lane] = mark;
  }
  input += `reset refs/heads/${branch}\nfrom :${commits}\n\n`;
  await fakeApi.git(["fast-import", "--quiet", "--force"], input);
  return (await fakeApi.git(["rev-parse", `refs/heads/${branch}`])).trim();
}

async function namesIn(commit: string, path: string): Promise<string[]> {
  const out = await fakeApi.git(["ls-tree", "--name-only", "-z", path ? `${commit}:${path}` : commit]);
  return out.split("\0").filter(Boolean);
}

const plenty = { commits: 10_000, timeMs: 60_000 };

describe("the commit that last changed each entry", () => {
  it.each([1, 2, 3, 4])(
    "is the one `git log -1 -- path` names, through merges and reverts (history %i)",
    async (seed) => {
      const commit = await makeHistory(`random-${seed}`, 90, seed);
      for (const path of ["", "dir", "dir/deep"]) {
        const names = await namesIn(commit, path).catch(() => []);
        if (names.length === 0) continue;
        const history = await readLastChanged(freshRepo(), commit, path, plenty);
        expect(history.state).toBe("done");
        for (const [index, name] of names.entries()) {
          const full = path ? `${path}/${name}` : name;
          const expected = (await fakeApi.git(["log", "-1", "--format=%H", commit, "--", full])).trim();
          expect(history.commits[history.latest[index] ?? -1]?.hash, full).toBe(expected);
        }
      }
    },
  );

  it("asks for nothing twice, and from a newer commit only for what is new", async () => {
    const repo = freshRepo();
    const commit = await makeHistory("cached", 60, 7);
    const first = await readLastChanged(repo, commit, "", plenty);
    fakeApi.forgetRequests();
    expect(await readLastChanged(repo, commit, "", plenty)).toEqual(first);
    expect(fakeApi.requests).toHaveLength(0);

    const tree = (await fakeApi.git(["rev-parse", `${commit}^{tree}`])).trim();
    const identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.test"];
    const next = (await fakeApi.git([...identity, "commit-tree", tree, "-p", commit, "-m", "same"])).trim();
    const second = await readLastChanged(repo, next, "", plenty);
    expect(second.state).toBe("done");
    expect(second.latest.map((at) => second.commits[at]?.hash)).toEqual(
      first.latest.map((at) => first.commits[at]?.hash),
    );
    // The commit, its log, and no tree but those known.
    expect(fakeApi.requests.filter(({ path }) => path.includes("/tree/"))).toHaveLength(0);
  });

  it("stops at the commits it may look at, says so, and goes on when it may look at more", async () => {
    let input = "";
    for (let mark = 1; mark <= 30; mark += 1) {
      input += `commit refs/heads/long\nmark :${mark}\ncommitter A <a@b> ${1_767_225_600 + mark} +0000\ndata 1\nx\n`;
      if (mark > 1) input += `from :${mark - 1}\n`;
      input += `M 100644 inline ${mark === 1 ? "old" : "new"}\ndata ${String(mark).length}\n${mark}\n\n`;
    }
    await fakeApi.git(["fast-import", "--quiet", "--force"], input);
    const commit = (await fakeApi.git(["rev-parse", "refs/heads/long"])).trim();
    const repo = freshRepo();
    const few = await readLastChanged(repo, commit, "", { ...plenty, commits: 10 });
    expect(few).toMatchObject({ state: "limit", lookedAt: 10, latest: [0, -1] });
    const all = await readLastChanged(repo, commit, "", plenty);
    expect(all).toMatchObject({ state: "done", lookedAt: 30, latest: [0, 1] });
  });

  it("of one entry is found without those that are older", async () => {
    const commit = (await fakeApi.git(["rev-parse", "refs/heads/long"])).trim();
    const repo = freshRepo();
    const newest = await readLastChanged(repo, commit, "", { ...plenty, entry: "new" });
    expect(newest).toMatchObject({ state: "done", latest: [0], commits: [{ hash: commit }], lookedAt: 1 });
    const few = await readLastChanged(repo, commit, "", { ...plenty, commits: 10, entry: "old" });
    expect(few).toMatchObject({ state: "limit", latest: [-1], commits: [], lookedAt: 10 });
    const all = await readLastChanged(repo, commit, "", { ...plenty, entry: "old" });
    expect(all).toMatchObject({ state: "done", latest: [0], lookedAt: 30 });
  });

  it("gives what it has when the time is up, and the rest later", async () => {
    const repo = freshRepo();
    const commit = await makeHistory("slow", 60, 9);
    const early = await readLastChanged(repo, commit, "", { commits: 1000, timeMs: 1 });
    expect(early.state).toBe("looking");
    let later = early;
    while (later.state === "looking") later = await readLastChanged(repo, commit, "", plenty);
    expect(later.state).toBe("done");
    expect(later.latest).not.toContain(-1);
  });

  it("survives a call that fails: the next one begins where it broke off", async () => {
    const repo = freshRepo();
    const commit = await makeHistory("broken", 60, 11);
    fakeApi.answerNext(
      ({ path }) => path.endsWith("/log"),
      (_, response) => sendError(response, 500, { code: 10400, message: "Internal error" }),
    );
    await expect(readLastChanged(repo, commit, "", plenty)).rejects.toMatchObject({ kind: "upstream" });
    const history = await readLastChanged(repo, commit, "", plenty);
    expect(history.state).toBe("done");
    expect(history.latest).not.toContain(-1);
  });

  it("ends at the edge of a shallow history", async () => {
    const commit = await makeHistory("shallow", 40, 5);
    const names = await namesIn(commit, "");
    fakeApi.answerNext(
      ({ path }) => path.endsWith("/log"),
      ({ query }, response) => {
        void fakeApi.git(["log", "-1", "--format=%T %P", query.get("ref") ?? ""]).then((out) => {
          const [treeHash, ...parents] = out.trim().split(" ");
          const person = { name: "Ada", email: "ada@example.test" };
          const only = {
            hash: commit,
            treeHash,
            parents,
            message: "edge",
            author: person,
            committer: person,
          };
          const result = [{ ...only, authoredAt: 1, committedAt: 1 }];
          response.writeHead(200, { "content-type": "application/json" });
          response.end(JSON.stringify({ result, success: true, errors: [], messages: [] }));
        });
      },
    );
    const history = await readLastChanged(freshRepo(), commit, "", plenty);
    expect(history).toMatchObject({ state: "done", latest: names.map(() => 0) });
  });
});
