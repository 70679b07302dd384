import { beforeAll, describe, expect, it } from "vitest";
import { sendJson } from "@/lib/test-support/fake-artifacts-api";
import { fakeArtifactsForTests } from "@/lib/test-support/fake-artifacts-for-tests";
import { shortHashSearch } from "@/lib/wire/short-hash-search";
import { openPath } from "./open-path";
import { openRepo } from "./open-repo";
import { requirePlace } from "./require-place";

const fakeApi = await fakeArtifactsForTests();
const { git } = fakeApi;

/** As an Artifacts that takes whole hashes only. */
const takeNoShortHash = (digits: string) =>
  fakeApi.answerNext(
    ({ path, query }) => path.endsWith("/log") && query.get("ref") === digits,
    (_, response) => sendJson(response, 200, JSON.stringify({ success: true, result: [] })),
  );

async function importCommits(branch: string, count: number): Promise<string[]> {
  const input = Array.from(
    { length: count },
    (_, at) =>
      `commit refs/heads/${branch}\ncommitter Ada <ada@example.test> ${1_700_000_000 + at} +0000\ndata 12\n${String(at).padStart(12, "0")}\n`,
  ).join("");
  await git(["fast-import", "--quiet", "--force"], input);
  return (await git(["rev-list", branch])).trim().split("\n");
}

/** The shortest beginning that no other commit has. */
function beginningOf(hash: string, all: readonly string[]): string {
  for (let length = shortHashSearch.minDigits; ; length += 1) {
    const digits = hash.slice(0, length);
    if (all.filter((other) => other.startsWith(digits)).length === 1) return digits;
  }
}

let all: string[] = [];
beforeAll(async () => {
  all = await importCommits("main", 700);
}, 60_000);

describe("a short hash", () => {
  it("leads to its commit where Artifacts takes it for a ref", async () => {
    const hash = all[600] ?? "";
    const place = await openPath("acme", "demo", `${hash.slice(0, 10)}/a/b.txt`);
    expect(place).toMatchObject({ closed: "short-hash", hash, path: "a/b.txt" });
  });

  it("leads to its commit where Artifacts knows whole hashes only, in either case of letters", async () => {
    for (const hash of [all[0] ?? "", all[699] ?? ""]) {
      const digits = beginningOf(hash, all);
      takeNoShortHash(digits);
      const place = await openPath("acme", "demo", digits.toUpperCase());
      expect(place).toMatchObject({ closed: "short-hash", hash, path: "" });
    }
    const [head = ""] = all;
    expect(await openPath("acme", "demo", head.toUpperCase())).toMatchObject({
      closed: "short-hash",
      hash: head,
    });
  });

  it("that several commits share lists each of them", async () => {
    const start = (hash: string) => hash.slice(0, shortHashSearch.minDigits);
    const first = all.find((hash) => all.some((other) => other !== hash && start(other) === start(hash)));
    const digits = start(first ?? "");
    const shared = all.filter((hash) => hash.startsWith(digits));
    expect(first).toBeDefined();
    takeNoShortHash(digits);
    const place = await openPath("acme", "demo", digits);
    if (!("closed" in place) || place.closed !== "unsure-hash") throw new Error("not unsure");
    expect(place.isWhole).toBe(true);
    expect(place.commits.map(({ hash }) => hash).toSorted()).toEqual(shared.toSorted());
    takeNoShortHash(digits);
    await expect(
      openRepo("acme", "demo").then((opened) => requirePlace(opened, [digits])),
    ).rejects.toMatchObject({
      kind: "invalid",
      message: expect.stringContaining(shared[0] ?? ""),
    });
  });

  it("loses against a branch of that name, as in Git", async () => {
    const hash = all[10] ?? "";
    const name = hash.slice(0, 12);
    await git(["update-ref", `refs/heads/${name}`, all[5] ?? ""]);
    expect(await openPath("acme", "demo", name)).toMatchObject({
      ref: { kind: "branch", commitHash: all[5] },
    });
    await git(["update-ref", "-d", `refs/heads/${name}`]);
  });

  it("is found on another branch too", async () => {
    const tree = (await git(["rev-parse", "main^{tree}"])).trim();
    const who = "Ada <ada@example.test> 1700000000 +0000";
    const text = `tree ${tree}\nauthor ${who}\ncommitter ${who}\n\nelsewhere\n`;
    const hash = (await git(["hash-object", "-w", "-t", "commit", "--stdin"], text)).trim();
    await git(["update-ref", "refs/heads/elsewhere", hash]);
    const digits = beginningOf(hash, [...all, hash]);
    takeNoShortHash(digits);
    expect(await openPath("acme", "demo", digits)).toMatchObject({ closed: "short-hash", hash });
    await git(["update-ref", "-d", "refs/heads/elsewhere"]);
  });

  it("that fits nothing is no ref, nor are fewer than four digits", async () => {
    const taken = new Set(all.map((hash) => hash.slice(0, 8)));
    const free = taken.has("01234567") ? "76543210" : "01234567";
    expect(await openPath("acme", "demo", free)).toMatchObject({ closed: "no-ref" });
    expect(await openPath("acme", "demo", (all[0] ?? "").slice(0, 3))).toMatchObject({ closed: "no-ref" });
  });

  it("is not taken for sure where the history is too long to be looked through", async () => {
    const long = await importCommits("main", shortHashSearch.headCommits + 300);
    const [head = ""] = long;
    const digits = head.slice(0, 20);
    takeNoShortHash(digits);
    const place = await openPath("acme", "demo", digits);
    expect(place).toMatchObject({ closed: "unsure-hash", isWhole: false, commits: [{ hash: head }] });
    const deepest = (long.at(-1) ?? "").slice(0, 20);
    takeNoShortHash(deepest);
    expect(await openPath("acme", "demo", deepest)).toMatchObject({ closed: "no-ref" });
  }, 60_000);
});
