import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { fakeArtifactsForTests } from "@/lib/test-support/fake-artifacts-for-tests";
import { forgetPerProcess } from "@/lib/test-support/per-process";
import { type FilterField, parseLogFilter } from "./log-filter";
import { openHistory } from "./open-history";
import { startPathWalk } from "./path-walk";
import { type LogFound, searchLog } from "./search-log";

const fakeApi = await fakeArtifactsForTests();
const git = async (...args: string[]) => (await fakeApi.git(args)).split("\n").filter(Boolean);

let ids = 0;
/** The same repo under an id of its own: nothing is known of it. */
function freshRepo() {
  ids += 1;
  return { content: { namespace: "acme", name: "demo", id: `search_${ids}` }, remote: fakeApi.remote };
}

const start = 1_767_225_600;
const hour = 3_600;

/** 240 commits an hour apart, by three authors, with a merge of a side line now and then. */
async function grow(): Promise<string> {
  let input = "";
  for (let mark = 1; mark <= 240; mark += 1) {
    const who = ["Ada <ada@example.test>", "Grace <grace@example.test>", "Alan <alan@example.test>"][
      mark % 3
    ];
    const when = `${start + mark * hour} +0000`;
    const message = `Step ${mark}${mark % 10 === 0 ? " of the ENGINE" : ""}`;
    input += `commit refs/heads/main\nmark :${mark}\nauthor ${who} ${when}\ncommitter ${who} ${when}\ndata ${message.length}\n${message}\n`;
    if (mark > 1) input += `from :${mark % 12 === 5 ? mark - 2 : mark - 1}\n`;
    if (mark % 12 === 5) input += `merge :${mark - 1}\n`;
    input += `M 100644 inline src/${mark % 7}.txt\ndata ${String(mark).length}\n${mark}\n\n`;
  }
  await fakeApi.git(["fast-import", "--quiet", "--force"], input);
  return (await git("rev-parse", "refs/heads/main"))[0] ?? "";
}

let tip: string;
beforeAll(async () => {
  tip = await grow();
});
beforeEach(async () => {
  forgetPerProcess("history-packs", "filter-support", "read-tokens", "object-cache", "path-walks");
  await fakeApi.git(["config", "uploadpack.allowFilter", "true"]);
});

type Typed = Partial<Record<FilterField, string>>;

function filterOf(typed: Typed) {
  const { filter } = parseLogFilter((field) => typed[field] ?? null);
  if (filter === null) throw new Error("nothing is filtered");
  return filter;
}

/** All pages of a search, as one who goes on and on sees them. */
async function pagesOf(
  typed: Typed,
  limits: { count: number; most?: number; tip?: string },
  repo = freshRepo(),
) {
  const pages: LogFound[] = [];
  for (let from: number | undefined = 0; from !== undefined; from = pages.at(-1)?.next?.from) {
    const found = await searchLog(repo, { tip, filter: filterOf(typed), from, ms: 60_000, ...limits });
    if (found === null) throw new Error("the history did not come");
    pages.push(found);
  }
  return pages;
}
const hashesOf = (pages: LogFound[]) => pages.flatMap(({ commits }) => commits.map(({ hash }) => hash));

const questions: [Typed, string[]][] = [
  [{ author: "GRACE" }, ["--author=Grace"]],
  [{ message: "engine" }, ["--grep=ENGINE"]],
  [
    { since: "2026-01-03", until: "2026-01-05" },
    ["--since=2026-01-03T00:00:00Z", "--until=2026-01-05T23:59:59Z"],
  ],
  [{ path: "src/3.txt" }, ["--", "src/3.txt"]],
  [{ path: "src/3.txt", author: "ada" }, ["--author=Ada", "--", "src/3.txt"]],
  [{ path: "nothing/here" }, ["--", "nothing/here"]],
];

describe.each([
  ["by Git", true],
  ["by the API alone", false],
])("a search %s", (_, hasFilter) => {
  beforeEach(async () => {
    await fakeApi.git(["config", "uploadpack.allowFilter", String(hasFilter)]);
  });

  it.each(questions)("finds what git log finds: %j", async (typed, args) => {
    // Each tree is a call there.
    const [from = ""] = hasFilter ? [tip] : await git("rev-list", "--skip=200", "--max-count=1", tip);
    const wanted = await git("log", "--format=%H", from, ...args);
    const pages = await pagesOf(typed, { count: 3, tip: from });
    expect(hashesOf(pages)).toEqual(wanted);
    const total = Number((await git("rev-list", "--count", from))[0]);
    expect(pages.at(-1)).toMatchObject({ total, isTotalWhole: true, isCut: false, next: null });
  });
});

describe("a search", () => {
  it("looks at so many commits, says how far it came, and goes on from there", async () => {
    const pages = await pagesOf({ message: "nobody wrote this" }, { count: 50, most: 100 });
    expect(pages.map(({ lookedAt }) => lookedAt)).toEqual([100, 200, 240]);
    expect(pages.map(({ isCut }) => isCut)).toEqual([true, true, false]);
    const order = await git("rev-list", "--date-order", "--format=%ct", "--no-commit-header", tip);
    expect(pages.map(({ backTo }) => String(backTo))).toEqual([order[99], order[199], order[239]]);
    expect(hashesOf(pages)).toEqual([]);
  });

  it("shows the same pages whatever is pushed in between", async () => {
    const repo = freshRepo();
    const before = hashesOf(await pagesOf({ author: "ada" }, { count: 10 }, repo));
    await fakeApi.git(
      ["fast-import", "--quiet"],
      `commit refs/heads/later\ncommitter Ada <ada@example.test> ${start + 500 * hour} +0000\ndata 1\nx\nfrom ${tip}\n\n`,
    );
    const [later = ""] = await git("rev-parse", "refs/heads/later");
    await openHistory(repo, [later]);
    expect(hashesOf(await pagesOf({ author: "ada" }, { count: 10 }, repo))).toEqual(before);
  });

  it("ends a page exactly at the last commit without offering another", async () => {
    const wanted = await git("log", "--format=%H", tip, "--author=Grace");
    expect(await pagesOf({ author: "grace" }, { count: wanted.length })).toHaveLength(1);
  });

  it("fails for a tip that is not there", async () => {
    const missing = searchLog(freshRepo(), {
      tip: "1".repeat(40),
      filter: filterOf({ author: "a" }),
      from: 0,
      count: 5,
    });
    await expect(missing).rejects.toThrow(RangeError);
  });
});

describe("the walk of a path", () => {
  it("stands still when nobody waits, and goes on where it was", async () => {
    const history = await openHistory(freshRepo(), [tip]);
    let asked = 0;
    const entriesAt: typeof history.entriesAt = (path) => {
      const entryOf = history.entriesAt(path);
      return (hash) => {
        asked += 1;
        return entryOf(hash);
      };
    };
    const walk = startPathWalk({ graph: history.graph, entriesAt }, tip, ["src", "3.txt"]);
    await walk.advance(1, 0);
    expect(asked).toBe(0);
    expect(walk).toMatchObject({ found: [], lookedAt: 0, isOver: false, backTo: null });
    await Promise.all([walk.advance(3, 60_000), walk.advance(2, 60_000)]);
    expect(walk.found).toHaveLength(3);
    await walk.advance(1_000, 60_000);
    expect(walk.isOver).toBe(true);
    expect(walk.found).toEqual(await git("log", "--format=%H", tip, "--", "src/3.txt"));
  });

  it("tells everybody who waits why it failed, also later", async () => {
    const history = await openHistory(freshRepo(), [tip]);
    const entriesAt = () => async () => {
      throw new Error("the tree is gone");
    };
    const walk = startPathWalk({ graph: history.graph, entriesAt }, tip, ["a"]);
    await expect(walk.advance(1, 60_000)).rejects.toThrow("the tree is gone");
    await expect(walk.advance(1, 60_000)).rejects.toThrow("the tree is gone");
  });
});
