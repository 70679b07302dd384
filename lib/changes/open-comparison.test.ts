import { beforeAll, expect, it } from "vitest";
import { repoRecord } from "@/lib/test-support/fake-artifacts-api";
import { fakeArtifactsForTests } from "@/lib/test-support/fake-artifacts-for-tests";
import { changedRepo } from "./changed-repos";
import { openComparison, openSides } from "./open-comparison";
import { commitPatch, comparisonPatch } from "./open-patch";
import { parseRange } from "./parse-range";

const fakeApi = await fakeArtifactsForTests();
const hashes: Record<string, string> = {};

interface Made {
  branch: string;
  parents: string[];
}

/** Two branches that were merged into each other, so that they have two merge bases, and one that shares nothing. */
const history: Record<string, Made> = {
  root: { branch: "main", parents: [] },
  left: { branch: "left", parents: ["root"] },
  right: { branch: "right", parents: ["root"] },
  "left-merged": { branch: "left", parents: ["left", "right"] },
  "right-merged": { branch: "right", parents: ["right", "left"] },
  "left-more": { branch: "left", parents: ["left-merged"] },
  elsewhere: { branch: "elsewhere", parents: [] },
};

beforeAll(async () => {
  await fakeApi.git(["config", "uploadpack.allowFilter", "true"]);
  const names = Object.keys(history);
  const input = Object.entries(history).map(([name, { branch, parents }], at) =>
    [
      ...(parents.length === 0 ? [`reset refs/heads/${branch}`] : []),
      `commit refs/heads/${branch}\nmark :${at + 1}\ncommitter Ada <ada@example.test> ${1_767_225_600 + at} +0100`,
      `data ${name.length + 1}\n${name}\n`,
      ...parents.map((parent, index) => `${index === 0 ? "from" : "merge"} :${names.indexOf(parent) + 1}`),
      `M 100644 inline ${name}.txt\ndata ${name.length}\n${name}\n\n`,
    ].join("\n"),
  );
  await fakeApi.git(["fast-import", "--quiet", "--force"], input.join(""));
  for (const line of (await fakeApi.git(["log", "--all", "--format=%H %s"])).trim().split("\n")) {
    const [hash = "", name = ""] = line.split(" ");
    hashes[name] = hash;
  }
});

const named = (found: readonly string[]) =>
  found.map((hash) => Object.keys(hashes).find((name) => hashes[name] === hash));

async function compare(text: string) {
  const range = parseRange(text);
  const sides = await openSides(repoRecord.namespace, repoRecord.name, range);
  if ("reason" in sides) throw new Error(sides.reason);
  return openComparison(sides.base, sides.head, { dots: range.dots });
}

it("counts what each side has alone, and finds where they parted", async () => {
  const found = await compare("main...left");
  expect(named(found.mergeBases)).toEqual(["root"]);
  expect(found.divergence).toEqual({ ahead: 4, behind: 0, isFloor: false });
  expect(named(found.ahead.map(({ hash }) => hash))).toEqual(["left-more", "left-merged", "right", "left"]);
  expect(found.ahead[0]?.facts?.author?.zone).toBe("+0100");
});

it("names all merge bases where there are several, and compares with the newest", async () => {
  const found = await compare("right...left");
  expect(named(found.mergeBases)).toEqual(["right", "left"]);
  expect(found.mergeBase?.hash).toBe(hashes.right);
});

it("two dots compare with the base itself, as does what shares nothing", async () => {
  expect((await compare("right..left")).mergeBase).toBeNull();
  const apart = await compare("main...elsewhere");
  expect(apart.mergeBases).toEqual([]);
  expect(apart.divergence).toEqual({ ahead: 1, behind: 1, isFloor: false });
});

it("takes hashes, also of repos that are named", async () => {
  const { namespace, name } = repoRecord;
  const found = await compare(`${namespace}/${name}:${hashes.root}...${name}:${hashes.left?.slice(0, 10)}`);
  expect(named(found.ahead.map(({ hash }) => hash))).toEqual(["left"]);
});

it.each([
  ["main...nothing", { side: "head", reason: "no-ref" }],
  ["main/deeper...left", { side: "base", reason: "no-ref" }],
  ["gone:main...left", { side: "base", reason: "no-repo" }],
  [`${"0".repeat(40)}...left`, { side: "base", reason: "no-ref" }],
])("%s says which side is not there", async (text, missing) => {
  expect(await openSides(repoRecord.namespace, repoRecord.name, parseRange(text))).toMatchObject(missing);
});

async function textOf(parts: AsyncGenerator<Buffer>) {
  const all: Buffer[] = [];
  for await (const part of parts) all.push(part);
  return Buffer.concat(all).toString();
}

it("a comparison is one diff, or a mail for each commit ahead that is no merge, the oldest first", async () => {
  const range = parseRange("main...left");
  const sides = await openSides(repoRecord.namespace, repoRecord.name, range);
  if ("reason" in sides) throw new Error(sides.reason);
  const { signal } = new AbortController();
  const diff = await textOf(await comparisonPatch(sides, "...", "diff", signal));
  expect(diff).toBe(
    await fakeApi.git(["diff", "--full-index", "--binary", `${hashes.root}`, `${hashes["left-more"]}`]),
  );
  const mails = await textOf(await comparisonPatch(sides, "...", "patch", signal));
  expect([...mails.matchAll(/^Subject: \[PATCH\] (.*)$/gm)].map(([, subject]) => subject)).toEqual([
    "left",
    "right",
    "left-more",
  ]);
  expect(mails).toContain("Date: Thu, 1 Jan 2026 01:00:01 +0100");
});

it("a root commit's diff has all of it", async () => {
  const sides = await openSides(repoRecord.namespace, repoRecord.name, parseRange("main...elsewhere"));
  if ("reason" in sides) throw new Error(sides.reason);
  const { opened, commit } = sides.head;
  const text = await textOf(
    await commitPatch(
      changedRepo(repoRecord.namespace, opened.repo),
      commit,
      "diff",
      new AbortController().signal,
    ),
  );
  expect(text).toContain("new file mode 100644");
});
