import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { type GitObject, makeObject } from "@/gitformat/git-object";
import { entryHead, packCodes } from "@/gitformat/pack-entry";
import { deltaOf, packBody, packEntry, refDelta } from "@/gitformat/test-pack";
import { type PackLimits, readPack, UnaskedObject } from "./read-pack";

const limits: PackLimits = {
  maxBytes: 8 * 1024 * 1024,
  inflatedMaxBytes: 8 * 1024 * 1024,
  objectMaxBytes: 1024 * 1024,
  objectsMax: 10_000,
  types: ["commit", "tree", "blob", "tag"],
};

async function* inChunks(bytes: Buffer, chunkBytes = 1000): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
}

async function all(
  pack: Buffer,
  { chunkBytes = 1000, ...own }: Partial<PackLimits & { chunkBytes: number }> = {},
) {
  const objects: GitObject[] = [];
  for await (const object of readPack(inChunks(pack, chunkBytes), { ...limits, ...own }))
    objects.push(object);
  return objects;
}

const git = (dir: string, args: string[], input?: Buffer | string) =>
  execFileSync("git", [`--git-dir=${dir}`, ...args], { input, encoding: "utf8", maxBuffer: 1 << 26 });

describe("readPack", () => {
  it("reads every object of a pack that Git has written, in whatever pieces it comes", async () => {
    const dir = mkdtempSync(path.join(tmpdir(), "vitrine-pack-"));
    try {
      git(dir, ["init", "--quiet", "--bare"]);
      const commits = Array.from({ length: 30 }, (_, index) => {
        const files = Array.from(
          { length: 60 },
          (_, file) =>
            `M 100644 inline d/f${file}\ndata <<E\nfile ${file} ${file % 7 === index % 7 ? index : ""}\nE\n`,
        );
        return `commit refs/heads/main\ncommitter A <a@b> ${index} +0000\ndata 1\nx\n${files.join("")}`;
      });
      const large = randomBytes(300_000).toString("hex");
      git(
        dir,
        ["fast-import", "--quiet"],
        `${commits.join("")}M 100644 inline large\ndata ${large.length}\n${large}\n`,
      );
      git(dir, ["repack", "-adfq", "--depth=50", "--window=50"]);
      const folder = path.join(dir, "objects/pack");
      const [name = ""] = readdirSync(folder).filter((file) => file.endsWith(".pack"));
      const stored = readFileSync(path.join(folder, name));
      // As upload-pack sends it to a client without `ofs-delta`.
      const list = git(dir, ["rev-list", "--objects", "--no-object-names", "--all"]);
      const pack = execFileSync("git", [`--git-dir=${dir}`, "pack-objects", "--stdout", "-q"], {
        input: list,
        maxBuffer: 1 << 26,
      });
      expect(pack.length).toBeLessThan(stored.length * 2);
      const hashes = list.trim().split("\n").toSorted();
      for (const chunkBytes of [7, 1000, 65_000, pack.length]) {
        const objects = await all(pack, { chunkBytes });
        expect(objects.map(({ hash }) => hash).toSorted()).toEqual(hashes);
      }
      await expect(all(stored)).rejects.toThrow(RangeError);
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });

  const tree = Buffer.from("40000 a\0aaaaaaaaaaaaaaaaaaaa");
  const treeHash = makeObject("tree", tree).hash;
  const bomb = (sizeBytes: number) =>
    Buffer.concat([entryHead(packCodes.tree, 10), deflateSync(Buffer.alloc(sizeBytes))]);
  const isRefused = (pack: Buffer, reason: string, own: Partial<PackLimits> = {}) =>
    expect(all(pack, own)).rejects.toThrow(new RangeError(reason));

  it("takes a delta before its base, and one of a delta", async () => {
    const longer = Buffer.concat([tree, tree]);
    const twice = deltaOf(tree.length, longer.length, Buffer.of(0x90, tree.length, 0x90, tree.length));
    const first = deltaOf(longer.length, tree.length, Buffer.of(0x90, tree.length));
    const entries = [
      refDelta(makeObject("tree", longer).hash, first),
      refDelta(treeHash, twice),
      packEntry("tree", tree),
    ];
    expect((await all(packBody(entries))).map(({ hash }) => hash)).toEqual([
      treeHash,
      makeObject("tree", longer).hash,
      treeHash,
    ]);
  });

  it("refuses what is cut off, of an unknown kind, or not what it says of itself", async () => {
    const whole = packBody([packEntry("tree", tree), packEntry("commit", tree)]);
    expect(await all(whole)).toHaveLength(2);
    for (const length of [0, 11, 12, 13, 20, whole.length - 1]) {
      await isRefused(whole.subarray(0, length), "The pack is not whole.");
    }
    await isRefused(packBody([packEntry("tree", tree)], { count: 2 }), "The pack is not whole.");
    await isRefused(
      packBody([packEntry("offsetDelta", tree)]),
      "An object of the pack is of an unknown type.",
    );
    const unbased = refDelta(treeHash, deltaOf(9, 9, Buffer.of(0x90, 9)));
    await isRefused(packBody([unbased]), "The pack is not whole.");
    for (const content of [deflateSync(tree), Buffer.alloc(200, 0xff)]) {
      for (const sizeBytes of [5, 99]) {
        const entry = Buffer.concat([entryHead(packCodes.tree, sizeBytes), content]);
        await isRefused(packBody([entry]), "An object of the pack is damaged.");
      }
    }
    await isRefused(Buffer.from("no pack at all, but long enough"), "Not a pack.");
  });

  it("unpacks no more than it may, of an object and all of them", async () => {
    await isRefused(packBody([bomb(50_000_000)]), "An object of the pack is damaged.");
    await isRefused(packBody([entryHead(packCodes.tree, 2_000_000)]), "An object of the pack is too large.");
    const one = packBody([packEntry("tree", Buffer.alloc(1000))]);
    await isRefused(one, "An object of the pack is too large.", { objectMaxBytes: 999 });
    const many = packBody(
      Array.from({ length: 20 }, (_, index) => packEntry("tree", Buffer.alloc(1000, index))),
    );
    await isRefused(many, "The pack is too large.", { inflatedMaxBytes: 10_000 });
    await isRefused(many, "The pack holds too many objects.", { objectsMax: 19 });
    await isRefused(many, "The pack is too large.", { maxBytes: 200 });
  });

  describe("with deltas of a large object", () => {
    const large = Buffer.alloc(1_000_000);
    const base = packEntry("tree", large);
    const baseHash = makeObject("tree", large).hash;
    /** Copies the whole base, or 16,777,215 bytes. */
    const copyBase = Buffer.of(0xf0, 0x40, 0x42, 0x0f);
    const copyMost = Buffer.of(0xf0, 0xff, 0xff, 0xff);
    const delta = (resultBytes: number, ...instructions: Buffer[]) =>
      packBody([base, refDelta(baseHash, deltaOf(large.length, resultBytes, Buffer.concat(instructions)))]);

    it("makes no object that is larger than it may be, however well its delta is made", async () => {
      const twice = delta(2_000_000, copyBase, copyBase);
      expect(await all(twice, { objectMaxBytes: 2_000_000 })).toHaveLength(2);
      await isRefused(twice, "The pack is too large.");
      await isRefused(delta(2 ** 40, ...Array(10_000).fill(copyMost)), "The pack is too large.");
      const same = delta(1_000_000, copyBase);
      expect(await all(same)).toHaveLength(2);
      await isRefused(same, "The pack is too large.", { inflatedMaxBytes: 1_900_000 });
    });

    it("refuses a delta that is not what it says of itself", async () => {
      for (const damaged of [
        delta(1_000_000, copyMost),
        delta(1_000_000, copyBase, copyBase),
        delta(70_000, Buffer.of(0x80, 0x80, 0x80)),
        delta(10, Buffer.of(0x91, 0xff, 0xff)),
        delta(5, Buffer.of(0x7f)),
        delta(5, Buffer.of(0)),
        delta(5),
      ]) {
        await isRefused(damaged, "A delta is damaged.");
      }
    });
  });

  it("stops before an object that was not asked for, whether it has come or not", async () => {
    const asked: Partial<PackLimits> = { types: ["tree"] };
    await expect(all(packBody([entryHead(packCodes.blob, 900_000)]), asked)).rejects.toThrow(UnaskedObject);
    const seen: string[] = [];
    const reading = async () => {
      const pack = inChunks(packBody([packEntry("tree", tree), packEntry("commit", tree)]));
      for await (const { hash } of readPack(pack, { ...limits, types: ["tree"] })) seen.push(hash);
    };
    await expect(reading()).rejects.toThrow(UnaskedObject);
    expect(seen).toEqual([treeHash]);
  });
});
