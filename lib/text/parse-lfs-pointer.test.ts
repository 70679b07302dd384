import { describe, expect, it } from "vitest";
import { lfsPointerLimitBytes, parseLfsPointer } from "./parse-lfs-pointer";

const hash = "0123456789abcdef".repeat(4);
const version = "version https://git-lfs.github.com/spec/v1\n";
const oid = `oid sha256:${hash}\n`;

describe("a pointer of Git LFS", () => {
  it("says which content it stands for, and how large that is", () => {
    expect(parseLfsPointer(`${version}${oid}size 12345\n`)).toEqual({ oid: hash, sizeBytes: 12_345 });
    expect(parseLfsPointer(`${version}${oid}size 0\n`)).toEqual({ oid: hash, sizeBytes: 0 });
  });

  it.each([
    ["no end of the last line", `${version}${oid}size 1`],
    ["an empty line", `${version}\n${oid}size 1\n\n`],
    ["Windows lines", `${version}${oid}size 1\n`.replaceAll("\n", "\r\n")],
  ])("is one with %s, as it is to Git LFS", (_, text) => {
    expect(parseLfsPointer(text)).toEqual({ oid: hash, sizeBytes: 1 });
  });

  it("may name extensions, which stand in the order of keys", () => {
    const extension = `ext-0-case sha256:${hash}\n`;
    expect(parseLfsPointer(`${version}${extension}${oid}size 1\n`)).toEqual({ oid: hash, sizeBytes: 1 });
    expect(parseLfsPointer(`${version}${oid}${extension}size 1\n`)).toBeNull();
  });

  it.each([
    ["nothing", ""],
    ["no version", `${oid}size 1\n`],
    ["a version that is not first", `${oid}${version}size 1\n`],
    ["another version", `version https://git-lfs.github.com/spec/v2\n${oid}size 1\n`],
    ["no oid", `${version}size 1\n`],
    ["no size", `${version}${oid}`],
    ["a size in words", `${version}${oid}size many\n`],
    ["a size below nothing", `${version}${oid}size -1\n`],
    ["a size beyond all files", `${version}${oid}size 9999999999999999\n`],
    ["a size with a zero in front", `${version}${oid}size 01\n`],
    ["keys out of order", `${version}size 1\n${oid}`],
    ["a key twice", `${version}${oid}size 1\nsize 1\n`],
    ["a short hash", `${version}oid sha256:${hash.slice(1)}\nsize 1\n`],
    ["a hash in capitals", `${version}oid sha256:${hash.toUpperCase()}\nsize 1\n`],
    ["another hash", `${version}oid md5:${hash}\nsize 1\n`],
    ["two spaces", `${version}${oid}size  1\n`],
    ["more words", `${version}${oid}size 1\nThe end.\n`],
    ["too many bytes", `${version}${oid}size 1\nx ${"y".repeat(lfsPointerLimitBytes)}\n`],
  ])("is none with %s", (_, text) => {
    expect(parseLfsPointer(text)).toBeNull();
  });
});
