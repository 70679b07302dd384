import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { deltaOf, entryHead, objectHashOf, packEntry, packOf } from "@/lib/test-support/make-pack";
import { type PackedObject, type PackLimits, readPack, UnaskedObject } from "./read-pack";

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
  const objects: PackedObject[] = [];
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
      // As upload-pack sends it to who does not know offsets.
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
  const treeHash = objectHashOf("tree", tree);
  const bomb = (sizeBytes: number) =>
    Buffer.concat([entryHead("tree", 10), deflateSync(Buffer.alloc(sizeBytes))]);
  const copyAll = [0x80 | 0x70, 0xff, 0xff, 0xff];
  const isDamaged = (pack: Buffer, own: Partial<PackLimits> = {}) =>
    expect(all(pack, own)).rejects.toThrow(RangeError);

  it("takes a delta before its base, and one of a delta", async () => {
    const longer = Buffer.concat([tree, tree]);
    const twice = deltaOf(tree.length, longer.length, [0x90, tree.length, 0x90, tree.length]);
    const first = deltaOf(longer.length, tree.length, [0x90, tree.length]);
    const entries = [
      packEntry("refDelta", first, objectHashOf("tree", longer)),
      packEntry("refDelta", twice, treeHash),
      packEntry("tree", tree),
    ];
    expect((await all(packOf(entries))).map(({ hash }) => hash)).toEqual([
      treeHash,
      objectHashOf("tree", longer),
      treeHash,
    ]);
  });

  it("refuses what is cut off, of an unknown kind, or not what it says of itself", async () => {
    const whole = packOf([packEntry("tree", tree), packEntry("commit", tree)]);
    expect(await all(whole)).toHaveLength(2);
    for (const length of [0, 11, 12, 13, 20, whole.length - 1]) await isDamaged(whole.subarray(0, length));
    await isDamaged(packOf([packEntry("tree", tree)], 2));
    await isDamaged(packOf([packEntry("offsetDelta", tree)]));
    await isDamaged(packOf([packEntry("refDelta", deltaOf(9, 9, [0x90, 9]), treeHash)]));
    await isDamaged(packOf([Buffer.concat([entryHead("tree", 5), deflateSync(tree)])]));
    await isDamaged(packOf([Buffer.concat([entryHead("tree", 99), deflateSync(tree)])]));
    await isDamaged(packOf([Buffer.concat([entryHead("tree", tree.length), randomBytes(200)])]));
    await isDamaged(Buffer.from("no pack at all, but long enough"));
  });

  it("unpacks no more than it may, of an object, a delta and all of them", async () => {
    await isDamaged(packOf([bomb(50_000_000)]));
    await isDamaged(packOf([entryHead("tree", 2_000_000)]));
    await isDamaged(packOf([packEntry("tree", Buffer.alloc(1000))]), { objectMaxBytes: 999 });
    const many = Array.from({ length: 20 }, (_, index) => packEntry("tree", Buffer.alloc(1000, index)));
    await isDamaged(packOf(many), { inflatedMaxBytes: 10_000 });
    await isDamaged(packOf(many), { objectsMax: 19 });
    await isDamaged(packOf(many), { maxBytes: 200 });

    const large = Buffer.alloc(1_000_000);
    const base = packEntry("tree", large);
    const baseHash = objectHashOf("tree", large);
    const delta = (resultBytes: number, instructions: number[]) =>
      packOf([base, packEntry("refDelta", deltaOf(large.length, resultBytes, instructions), baseHash)]);
    const copies = Array.from({ length: 10_000 }, () => copyAll).flat();
    await isDamaged(delta(2 ** 40, copies));
    await isDamaged(delta(1_000_000, copies));
    await isDamaged(delta(70_000, [0x80, 0x80, 0x80]));
    await isDamaged(delta(10, [0x91, 0xff, 0xff]));
    await isDamaged(delta(5, [0x7f]));
    await isDamaged(delta(5, [0]));
  });

  it("stops before an object that was not asked for, whether it has come or not", async () => {
    const asked: Partial<PackLimits> = { types: ["tree"] };
    await expect(all(packOf([entryHead("blob", 900_000)]), asked)).rejects.toThrow(UnaskedObject);
    const seen: string[] = [];
    const reading = async () => {
      const pack = inChunks(packOf([packEntry("tree", tree), packEntry("commit", tree)]));
      for await (const { hash } of readPack(pack, { ...limits, types: ["tree"] })) seen.push(hash);
    };
    await expect(reading()).rejects.toThrow(UnaskedObject);
    expect(seen).toEqual([treeHash]);
  });
});
