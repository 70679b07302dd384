import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { zeroHash } from "./repo-storage";
import { UnexpectedRefError, writeRefs } from "./write-refs";

const one = "1".repeat(40);
const two = "2".repeat(40);
const options = { ready: async () => {}, peel: async () => null };

let gitDir: string;
beforeEach(async () => {
  gitDir = await mkdtemp(join(tmpdir(), "vitrine-refs-"));
  await mkdir(join(gitDir, "refs/heads"), { recursive: true });
});
afterEach(() => rm(gitDir, { recursive: true, force: true }));

const many = (oldHash: string, newHash: string) =>
  Array.from({ length: 20 }, (_, index) => ({ ref: `refs/heads/${index}`, oldHash, newHash }));

it.each([
  ["one ref", [{ ref: "refs/heads/0", oldHash: zeroHash, newHash: two }], "refs/heads/0.lock"],
  ["many refs", many(zeroHash, two), "packed-refs.lock"],
])("leaves %s alone while somebody else has the lock, and the lock too", async (_what, changes, lock) => {
  await writeFile(join(gitDir, lock), "");
  await expect(writeRefs(gitDir, changes, options)).rejects.toThrow(UnexpectedRefError);
  expect(existsSync(join(gitDir, lock))).toBe(true);
  expect(existsSync(join(gitDir, "refs/heads/0"))).toBe(false);
  expect(existsSync(join(gitDir, "packed-refs"))).toBe(false);
});

it.each([
  ["one ref", [{ ref: "refs/heads/0", oldHash: zeroHash, newHash: two }]],
  ["many refs", many(zeroHash, two)],
])("moves %s only from the value that the disk holds, and leaves no lock behind", async (_what, changes) => {
  await writeFile(join(gitDir, "refs/heads/0"), `${one}\n`);
  await expect(writeRefs(gitDir, changes, options)).rejects.toThrow(UnexpectedRefError);
  expect(await readFile(join(gitDir, "refs/heads/0"), "utf8")).toBe(`${one}\n`);
  expect(existsSync(join(gitDir, "refs/heads/0.lock"))).toBe(false);
  expect(existsSync(join(gitDir, "packed-refs.lock"))).toBe(false);
});

it.each([1, 20])("shows none of %i refs before their objects are safe", async (count) => {
  const failure = new Error("the disk failed");
  const ready = async () => {
    throw failure;
  };
  const writing = writeRefs(gitDir, many(zeroHash, one).slice(0, count), { ...options, ready });
  await expect(writing).rejects.toBe(failure);
  expect(existsSync(join(gitDir, "refs/heads/0"))).toBe(false);
  expect(existsSync(join(gitDir, "refs/heads/0.lock"))).toBe(false);
  expect(existsSync(join(gitDir, "packed-refs"))).toBe(false);
});

it("takes the place of empty folders, and of no others", async () => {
  await mkdir(join(gitDir, "refs/heads/a/b/c"), { recursive: true });
  const change = { ref: "refs/heads/a", oldHash: zeroHash, newHash: one };
  await writeRefs(gitDir, [change], options);
  expect(await readFile(join(gitDir, "refs/heads/a"), "utf8")).toBe(`${one}\n`);
  await mkdir(join(gitDir, "refs/heads/d"));
  await writeFile(join(gitDir, "refs/heads/d/e"), `${one}\n`);
  await expect(writeRefs(gitDir, [{ ...change, ref: "refs/heads/d" }], options)).rejects.toThrow();
  expect(await readFile(join(gitDir, "refs/heads/d/e"), "utf8")).toBe(`${one}\n`);
});

it("keeps what packed-refs held, with bytes that are no text", async () => {
  const odd = Buffer.concat([Buffer.from(`${one} refs/heads/`), Buffer.of(0xe9), Buffer.from("\n")]);
  await writeFile(
    join(gitDir, "packed-refs"),
    Buffer.concat([Buffer.from("# pack-refs with: peeled fully-peeled sorted \n"), odd]),
  );
  await writeRefs(gitDir, many(zeroHash, two), { ...options, peel: async () => one });
  const packed = await readFile(join(gitDir, "packed-refs"));
  expect(packed.includes(odd)).toBe(true);
  expect(packed.toString("latin1").match(/\n2{40} refs/g)).toHaveLength(20);
});
