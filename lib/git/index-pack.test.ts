import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type GitObject, makeObject } from "@/gitformat/git-object";
import { deltaOf, packBody, packEntry, refDelta, wholeEntry } from "@/gitformat/test-pack";
import { indexPack } from "./index-pack";

const folder = mkdtempSync(path.join(tmpdir(), "vitrine-index-pack-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const limits = { objectMaxBytes: 1_000_000, inflatedMaxBytes: 50_000_000 };

async function hashesIn(pack: Buffer, within = limits): Promise<string[]> {
  const hashes: string[] = [];
  await indexPack(pack, within, ({ type, hash, content }) => {
    expect(makeObject(type, content).hash).toBe(hash.toString("hex"));
    hashes.push(hash.toString("hex"));
  });
  return hashes;
}

/** A delta that makes this of any base: all of it is new. */
function deltaTo(base: GitObject, content: Buffer): Buffer {
  return refDelta(
    base.hash,
    deltaOf(base.content.length, content.length, Buffer.concat([Buffer.of(content.length), content])),
  );
}
const tree = (text: string) => makeObject("tree", Buffer.from(text));

describe("indexPack", () => {
  it("finds every object of a pack that Git has written, with deltas of deltas", async () => {
    const git = (args: string[], input?: string) =>
      execFileSync("git", ["-C", folder, ...args], { input, maxBuffer: 1 << 28 });
    git(["init", "--quiet", "--bare"]);
    let stream = "";
    for (let mark = 1; mark <= 150; mark += 1) {
      stream += `commit refs/heads/main\ncommitter A <a@b> ${mark} +0000\ndata 1\nx\n`;
      for (let file = 0; file < 4; file += 1) {
        stream += `M 100644 inline d/${(mark * 7 + file) % 60}\ndata ${String(mark).length}\n${mark}\n`;
      }
      stream += "\n";
    }
    git(["fast-import", "--quiet"], stream);
    const listed = git(["rev-list", "--objects", "--filter=blob:none", "main"]).toString();
    const pack = git(["pack-objects", "--stdout", "--quiet", "--depth=50", "--window=50"], listed);
    const expected = listed
      .split("\n")
      .map((line) => line.slice(0, 40))
      .filter(Boolean);
    const found = await hashesIn(pack);
    expect(found.toSorted()).toEqual(expected.toSorted());
    expect(found.length).toBeGreaterThan(300);
  });

  it("takes deltas before their bases, chains of them, and objects that are there twice", async () => {
    const [a, b, c] = [tree("a"), tree("b"), tree("c")];
    const pack = packBody([
      deltaTo(b, c.content),
      deltaTo(a, b.content),
      wholeEntry(a),
      wholeEntry(a),
      deltaTo(a, b.content),
    ]);
    expect(new Set(await hashesIn(pack))).toEqual(new Set([a.hash, b.hash, c.hash]));
  });

  const base = tree("base");
  const long = Array.from({ length: 5000 }, (_, at) => tree(`link ${at}`));
  it.each<[string, Buffer]>([
    ["no pack", Buffer.from("<h1>not a pack at all</h1>")],
    ["one that ends early", packBody([wholeEntry(base)], { count: 2 })],
    ["one that is cut off", packBody([wholeEntry(base)]).subarray(0, -3)],
    ["a base that is not there", packBody([deltaTo(base, Buffer.from("x"))])],
    [
      "deltas that are each other's base",
      packBody([deltaTo(base, long[0]?.content ?? base.content), deltaTo(long[0] ?? base, base.content)]),
    ],
    ["an unknown kind", packBody([Buffer.of(0x50, 0)])],
    [
      "another length than it says",
      packBody([Buffer.concat([Buffer.of(0x22), packEntry("tree", Buffer.from("longer")).subarray(1)])]),
    ],
    ["an object that is too large", packBody([packEntry("tree", Buffer.alloc(2_000_000))])],
    ["too much in all", packBody(Array.from({ length: 60 }, () => packEntry("tree", Buffer.alloc(900_000))))],
    [
      "a chain without end",
      packBody([wholeEntry(base), ...long.map((link, at) => deltaTo(long[at - 1] ?? base, link.content))]),
    ],
  ])("believes no damaged or hostile pack: %s", async (_, pack) => {
    await expect(hashesIn(pack)).rejects.toThrow(RangeError);
  });
});
