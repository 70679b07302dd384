import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aheadBehindOf } from "./ahead-behind";
import { type CommitGraph, graphOf } from "./commit-graph";
import { commitsBetween } from "./commits-between";
import { childrenOf, containing } from "./descendants";
import { joinGraphs } from "./join-graphs";
import { mergeBases } from "./merge-bases";
import { pathLog } from "./path-log";

const folder = mkdtempSync(path.join(tmpdir(), "vitrine-questions-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function git(args: readonly string[], input = ""): string {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };
  return execFileSync("git", ["-C", folder, ...args], { input, env, encoding: "utf8", maxBuffer: 1 << 28 });
}
const lines = (text: string) => text.split("\n").filter(Boolean);

/** The same numbers for the same seed. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * sides);
  };
}

interface Made {
  graph: CommitGraph;
  commits: string[];
  entryAt(commit: string, path: string): Promise<string | null>;
}

/**
 * A history with several roots, merges of up to five parents that cross each other, and files that come, change, go and turn into
 * directories. `skew` is by how many seconds a clock may be wrong.
 */
function makeHistory(
  name: string,
  { count, seed, skew }: { count: number; seed: number; skew: number },
): Made {
  const roll = dice(seed);
  const files = ["a", "b", "d/a", "d/e/f", "d/e/g"];
  let input = "";
  for (let mark = 1; mark <= count; mark += 1) {
    const at = 1_767_225_600 + mark * 60 - roll(skew + 1);
    input += `commit refs/heads/${name}-${mark}\nmark :${mark}\ncommitter A <a@b> ${at} +0000\ndata ${String(mark).length}\n${mark}\n`;
    const parents = new Set<number>();
    const wanted = mark === 1 || roll(25) === 0 ? 0 : roll(3) === 0 ? 2 + roll(4) : 1;
    for (let turn = 0; turn < wanted; turn += 1) parents.add(Math.max(1, mark - 1 - roll(8)));
    parents.delete(mark);
    [...parents].forEach((parent, index) => {
      input += `${index === 0 ? "from" : "merge"} :${parent}\n`;
    });
    const file = files[roll(files.length)] ?? "a";
    if (roll(6) === 0) input += `D ${file}\n`;
    else if (roll(12) === 0) input += "M 100644 inline d\ndata 1\nx\n";
    else if (roll(4) > 0) input += `M 100644 inline ${file}\ndata 1\n${roll(4)}\n`;
    input += "\n";
  }
  git(["fast-import", "--quiet", "--force"], input);
  return readHistory(Array.from({ length: count }, (_, at) => `refs/heads/${name}-${at + 1}`));
}

function readHistory(tips: readonly string[]): Made {
  const hashes = lines(git(["rev-parse", ...tips]));
  const log = lines(git(["log", "--format=%H %ct %P", ...tips])).map((line) => {
    const [hash = "", at, ...parents] = line.split(" ");
    return { hash, committedAt: Number(at), parents: parents.filter(Boolean) };
  });
  const trees = new Map<string, Map<string, string>>();
  return {
    graph: graphOf(log),
    commits: hashes,
    async entryAt(commit, at) {
      let tree = trees.get(commit);
      if (tree === undefined) {
        const entries = lines(git(["ls-tree", "-r", "-t", commit])).map((line) => {
          const [what = "", where = ""] = line.split("\t");
          return [where, what] as const;
        });
        tree = new Map(entries);
        trees.set(commit, tree);
      }
      return tree.get(at) ?? null;
    },
  };
}

beforeAll(() => void git(["init", "--quiet", "--bare"]));

describe.each([
  { name: "straight", count: 60, seed: 1, skew: 0 },
  { name: "crossed", count: 60, seed: 7, skew: 0 },
  { name: "skewed", count: 60, seed: 23, skew: 600 },
])("of a history with several roots and octopus merges ($name)", (of) => {
  let made: Made;
  let pairs: [string, string][];
  beforeAll(() => {
    made = makeHistory(of.name, of);
    const roll = dice(of.seed + 1);
    const any = () => made.commits[roll(made.commits.length)] ?? "";
    pairs = Array.from({ length: 60 }, () => [any(), any()]);
  });

  it("the merge bases are those of git merge-base --all", () => {
    for (const [a, b] of pairs) {
      const expected = (() => {
        try {
          return lines(git(["merge-base", "--all", a, b]));
        } catch {
          return [];
        }
      })();
      expect(mergeBases(made.graph, a, b).toSorted()).toEqual(expected.toSorted());
    }
  });

  it("ahead and behind are what git rev-list counts", () => {
    for (const [base, head] of pairs) {
      const counted = git(["rev-list", "--left-right", "--count", `${base}...${head}`]);
      const [behind, ahead] = counted.trim().split("\t").map(Number);
      expect(aheadBehindOf({ graph: made.graph, isWhole: true }, base)(head)).toEqual({
        ahead,
        behind,
        isFloor: false,
      });
    }
  });

  it("the commits of a range come as git rev-list --date-order gives them", () => {
    for (const [base, head] of pairs) {
      const expected = lines(git(["rev-list", "--date-order", `${base}..${head}`]));
      expect(commitsBetween(made.graph, base, head)).toEqual(expected);
    }
    const [head = ""] = made.commits.slice(-1);
    const all = lines(git(["rev-list", "--date-order", head]));
    expect(commitsBetween(made.graph, null, head)).toEqual(all);
    expect(commitsBetween(made.graph, null, head, 7)).toEqual(all.slice(0, 7));
  });

  it("children are those that some tip leads to", () => {
    for (const [hash, tip] of pairs) {
      const expected = lines(git(["rev-list", "--parents", tip]))
        .filter((line) => line.split(" ").slice(1).includes(hash))
        .map((line) => line.slice(0, 40));
      expect(childrenOf(made.graph, hash, [tip]).toSorted()).toEqual(expected.toSorted());
    }
  });

  it("the tips that contain a commit are those of git for-each-ref --contains", () => {
    for (const [hash] of pairs) {
      const expected = lines(
        git(["for-each-ref", "--format=%(objectname)", `--contains=${hash}`, `refs/heads/${of.name}-*`]),
      );
      expect(containing(made.graph, hash, made.commits).toSorted()).toEqual(expected.toSorted());
    }
  });

  it("the log of a path is that of git log", async () => {
    for (const at of ["a", "d", "d/a", "d/e", "d/e/f", "nothing"]) {
      for (const head of made.commits.slice(-5)) {
        const found: string[] = [];
        for await (const hash of pathLog(made.graph, head, (commit) => made.entryAt(commit, at)))
          found.push(hash);
        expect(found, at).toEqual(lines(git(["log", "--format=%H", head, "--", at])));
      }
    }
  });
});

describe("where histories are odd", () => {
  it("those that share nothing have no merge base, and all of both is ahead and behind", () => {
    const commits = [
      { hash: "a2", parents: ["a1"], committedAt: 4 },
      { hash: "a1", parents: [], committedAt: 3 },
      { hash: "b1", parents: [], committedAt: 2 },
    ];
    const graph = graphOf(commits);
    expect(mergeBases(graph, "a2", "b1")).toEqual([]);
    expect(aheadBehindOf({ graph, isWhole: true }, "a2")("b1")).toEqual({
      ahead: 1,
      behind: 2,
      isFloor: false,
    });
    expect(commitsBetween(graph, "b1", "a2")).toEqual(["a2", "a1"]);
  });

  const cut = graphOf([
    { hash: "main", parents: ["m1"], committedAt: 9 },
    { hash: "m1", parents: ["m0"], committedAt: 8 },
    { hash: "side", parents: ["s1"], committedAt: 7 },
    { hash: "s1", parents: ["old"], committedAt: 6 },
    { hash: "m0", parents: [], committedAt: 5 },
  ]);

  it("what a shallow history names and does not have is no commit", () => {
    expect(aheadBehindOf({ graph: cut, isWhole: true }, "main")("side")).toEqual({
      ahead: 2,
      behind: 3,
      isFloor: false,
    });
    expect(commitsBetween(cut, "main", "side")).toEqual(["side", "s1"]);
  });

  it("beyond a window a side that goes on has a floor, and the other is not known", () => {
    expect(aheadBehindOf({ graph: cut, isWhole: false }, "main")("side")).toEqual({
      ahead: 2,
      behind: null,
      isFloor: true,
    });
    expect(aheadBehindOf({ graph: cut, isWhole: false }, "side")("main")).toEqual({
      ahead: null,
      behind: 2,
      isFloor: true,
    });
  });

  it("two histories are one where they share commits, each with what the other lacks", () => {
    const parts = [
      { hash: "base", parents: ["b1"], committedAt: 9 },
      { hash: "b1", parents: ["fork"], committedAt: 8 },
      { hash: "fork", parents: ["old"], committedAt: 5 },
      { hash: "old", parents: [], committedAt: 4 },
    ];
    const head = { hash: "head", parents: ["fork"], committedAt: 7 };
    const [whole, cut] = [graphOf(parts), graphOf([head, ...parts.slice(2, 3)])];
    for (const graph of [joinGraphs(whole, cut), joinGraphs(cut, whole)]) {
      expect(mergeBases(graph, "base", "head")).toEqual(["fork"]);
      expect(commitsBetween(graph, null, "head")).toEqual(["head", "fork", "old"]);
      expect(aheadBehindOf({ graph, isWhole: false }, "base")("head")).toEqual({
        ahead: 1,
        behind: 2,
        isFloor: false,
      });
    }
    expect(joinGraphs(cut, graphOf([head])).isEdge.reduce((sum, edge) => sum + edge, 0)).toBe(1);
  });

  it("a commit that is not known is a RangeError, never an answer", () => {
    expect(() => mergeBases(cut, "main", "old")).toThrow(RangeError);
    expect(() => containing(cut, "old", ["main"])).toThrow(RangeError);
  });
});
