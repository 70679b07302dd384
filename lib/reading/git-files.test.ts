import { describe, expect, it } from "vitest";
import { submoduleUrls } from "./git-modules";
import { isLfsPath, lfsPatterns, lfsSizeBytes } from "./lfs-patterns";

describe(".gitmodules", () => {
  it("gives the addresses a browser can open, without a secret in them", () => {
    const text = `[submodule "a"]\n\tpath = libs/a\n\turl = https://user:secret@example.test/a.git\n[submodule "b"]\n\turl = "http://example.test/b"\n\tpath = "libs/b c"\n`;
    expect([...submoduleUrls(text)]).toEqual([
      ["libs/a", "https://example.test/a.git"],
      ["libs/b c", "http://example.test/b"],
    ]);
  });

  it.each([
    "git@example.test:a.git",
    "../a.git",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "https://",
    "ext::sh",
  ])("links nothing to %s", (url) => {
    expect(submoduleUrls(`[submodule "a"]\npath = a\nurl = ${url}\n`).size).toBe(0);
  });
});

describe("patterns of Git LFS", () => {
  it.each([
    ["*.psd", "", "a/b/c.psd", true],
    ["*.psd", "", "c.psd.txt", false],
    ["*.psd", "art", "art/x/c.psd", true],
    ["/big/*.bin", "", "big/a.bin", true],
    ["/big/*.bin", "", "big/sub/a.bin", false],
    ["big/**", "", "big/sub/a.bin", true],
    ["**/big/*.bin", "", "x/y/big/a.bin", true],
    ["**/big/*.bin", "", "big/a.bin", true],
    ["data-?.bin", "", "data-1.bin", true],
    ["img/*.png", "art", "art/img/a.png", true],
  ])("%s in %j takes %s: %s", (pattern, directory, path, expected) => {
    expect(isLfsPath(path, { directory, pattern })).toBe(expected);
  });

  it("are only those with the lfs filter", () => {
    const text =
      "*.txt text\n# *.zip filter=lfs\n*.bin filter=lfs diff=lfs merge=lfs -text\n*.x filter=lfsx\n";
    expect(lfsPatterns(text, "")).toEqual([{ directory: "", pattern: "*.bin" }]);
  });

  it("cannot be made to take long", () => {
    const pattern = { directory: "", pattern: "*a".repeat(100) };
    expect(isLfsPath("a".repeat(255), pattern)).toBe(true);
    expect(isLfsPath(`${"a".repeat(254)}b`, pattern)).toBe(false);
  });
});

describe("a pointer of Git LFS", () => {
  const pointer = (size: string) =>
    `version https://git-lfs.github.com/spec/v1\noid sha256:${"a".repeat(64)}\nsize ${size}\n`;

  it("says how large the file is", () => {
    expect(lfsSizeBytes(pointer("12345"))).toBe(12_345);
    expect(lfsSizeBytes(pointer("many"))).toBeNull();
    expect(lfsSizeBytes("version 1\nsize 5\n")).toBeNull();
  });
});
