import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseAttributes } from "@/lib/globs/git-attributes";
import { isLfsPath } from "./lfs-patterns";

const isLfs = (pattern: string, directory: string, file: string) =>
  isLfsPath([parseAttributes(`${pattern} filter=lfs\n`, directory)], file);

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
    // As `git lfs track` writes a space.
    ["my[[:space:]]film.mp4", "", "my film.mp4", true],
  ])("%s in %j takes %s: %s", (pattern, directory, file, expected) => {
    expect(isLfs(pattern, directory, file)).toBe(expected);
  });

  it("are only those with the lfs filter", () => {
    const text =
      "*.txt text\n# *.zip filter=lfs\n*.bin filter=lfs diff=lfs merge=lfs -text\n*.x filter=lfsx\n";
    const attributes = [parseAttributes(text, "")];
    expect(["a.txt", "a.zip", "a.bin", "a.x"].filter((file) => isLfsPath(attributes, file))).toEqual([
      "a.bin",
    ]);
    expect(isLfsPath([parseAttributes("*.txt text\n", "")], "a.txt")).toBe(false);
  });

  it("are taken back by a later line and by a deeper file", () => {
    const attributes = [
      parseAttributes("[attr]large filter=lfs\n*.bin large\na.bin -filter\n", ""),
      parseAttributes("*.bin !filter\n", "raw"),
    ];
    const files = ["a.bin", "b.bin", "raw/b.bin", "raw2/b.bin"];
    expect(files.filter((file) => isLfsPath(attributes, file))).toEqual(["b.bin", "raw2/b.bin"]);
  });

  it.each([`${"*a".repeat(99)}`, `${"**/".repeat(66)}a`, `${"*/".repeat(99)}a`, `/${"**/*a".repeat(39)}`])(
    "cannot be made to take long: %#",
    (pattern) => {
      const attributes = [parseAttributes(`${pattern} filter=lfs\n`.repeat(100), "")];
      const directories = "a/".repeat(1_900);
      expect(isLfsPath(attributes, `${directories}${"a".repeat(254)}b`)).toBe(false);
    },
  );
});

/** As they stand in `.gitattributes`. */
const patterns = [
  ...["*.bin", "a.bin", "/a.bin", "dir/a.bin", "/dir/a.bin", "dir/*.bin", "/dir/*", "*/a.bin", "/*/a.bin"],
  ...[
    "*",
    "**",
    "/*",
    "/**",
    "***",
    "*.*",
    "?",
    "??",
    "?.bin",
    "*a*a*a*b",
    "*.BIN",
    "A.bin",
    "dir",
    "dir/",
    "/",
  ],
  ...["dir/**", "/dir/**", "**/dir/**", "**/a.bin", "**/dir/a.bin", "dir/**/a.bin", "dir/**/deep/**/a.bin"],
  ...["**/", "/**/", "**/**", "**/*", "*/**", "dir/***", "dir/***/a.bin", "di**r/a.bin", "dir/**a.bin"],
  ...[
    "dir//a.bin",
    "//a.bin",
    "./a.bin",
    "dir/./a.bin",
    "dir/deep",
    "deep/a.bin",
    "dir/deep/",
    "dir/deep/a.bin",
  ],
  ...[
    "[ab].bin",
    "[!a].bin",
    "[^a].bin",
    "[a-c].bin",
    "[c-a].bin",
    "[]].bin",
    "[]-a].bin",
    "[!]a].bin",
    "[a-].bin",
  ],
  ...[
    "[-a].bin",
    "[a",
    "[a.bin",
    "[]",
    "[!]",
    "a[.bin",
    "[[].bin",
    "[\\]].bin",
    "[\\a-\\c].bin",
    "[a\\-c].bin",
    "[\\",
  ],
  ...[
    "[[:alpha:]].bin",
    "[[:digit:]x].bin",
    "[![:alpha:]].bin",
    "[[:space:]]*",
    "a[[:space:]]b.bin",
    "[[:nope:]]*",
  ],
  ...[
    "[[:upper:]]*",
    "[[:lower:]]*",
    "[[:punct:]]*",
    "[[:xdigit:]].bin",
    "[[:alpha:].bin",
    "[[:].bin",
    "[[::]]*",
  ],
  ...[
    "[a:].bin",
    "[[:alpha:]-z].bin",
    "dir[/]a.bin",
    "[/]a.bin",
    "dir/[!x].bin",
    "dir/[!x]*",
    "dir?a.bin",
    "dir*a.bin",
  ],
  ...[
    "\\*.bin",
    "\\[a].bin",
    "\\a.bin",
    "\\\\",
    "a\\",
    "dir\\/a.bin",
    "\\?.bin",
    "\\!a.bin",
    "\\#a.bin",
    "a\\*b",
  ],
  ...[
    '"a b.bin"',
    '"a\\tb.bin"',
    '"a\\"b.bin"',
    '"\\303\\251.bin"',
    '"a.bin',
    '"a\\q.bin"',
    '"*.bin"',
    '"!a.bin"',
    '""',
  ],
  ...["é.bin", "?é.bin", "[é].bin", "??.bin", "é*", "!a.bin", "#a.bin", "[attr]a.bin", " a.bin", "\ta.bin"],
  ...[
    "*?*?*.bin",
    "**a**",
    "a**",
    "**.bin",
    "dir/*/a.bin",
    "dir/*/*",
    "*/*/*",
    "*/*/**",
    "**/deep/**",
    "{a,b}.bin",
  ],
];
const files = [
  ...[
    "a.bin",
    "b.bin",
    "c.bin",
    "A.bin",
    "a.BIN",
    "ab.bin",
    "é.bin",
    "aé.bin",
    "-.bin",
    "].bin",
    "[.bin",
    "[a].bin",
  ],
  ...[
    "*.bin",
    "?.bin",
    "!a.bin",
    "#a.bin",
    "{a,b}.bin",
    "a b.bin",
    "a\tb.bin",
    'a"b.bin',
    '"a.bin',
    "a\\",
    "\\",
    "\\].bin",
  ],
  ...[
    "a*b",
    "aab",
    "a",
    "ab",
    "[a",
    "[a.bin",
    "[]",
    "[!]",
    "a[.bin",
    "1.bin",
    "x.bin",
    "z.bin",
    ":.bin",
    " lead",
    "dir.bin",
  ],
  ...[
    "dir/a.bin",
    "dir/b.bin",
    "dir/x.bin",
    "dir/deep/a.bin",
    "dir/deep/er/a.bin",
    "dir/deep/er/deep/a.bin",
    "dir/deep/er/z",
  ],
  ...[
    "deep/a.bin",
    "x/dir/a.bin",
    "x/dir/deep/a.bin",
    "dira.bin",
    "dirx/a.bin",
    "dir/xa.bin",
    "aaaaaaaab",
    "aaaaaaaac",
  ],
  ...["x/A.bin", "x/y/z/a.bin", "[attr]a.bin", "a:.bin", "x/a b.bin", "dir/é.bin"],
];

describe("patterns of Git LFS take what `git check-attr` says", () => {
  const repo = mkdtempSync(path.join(tmpdir(), "lfs-patterns-"));
  afterAll(() => rmSync(repo, { recursive: true }));
  /** By pattern, the files that Git gives to it. */
  let taken: Map<string, string[]>;
  beforeAll(() => {
    const git = (args: string[], input = "") =>
      execFileSync("git", ["-c", "core.ignorecase=false", ...args], {
        cwd: repo,
        input,
        encoding: "utf8",
        stdio: ["pipe", "pipe", "ignore"],
      });
    git(["init", "--quiet"]);
    // An attribute for each pattern: so one call answers for all.
    writeFileSync(
      path.join(repo, ".gitattributes"),
      patterns.map((pattern, index) => `${pattern} filter=lfs a${index}\n`).join(""),
    );
    const attributes = patterns.map((_, index) => `a${index}`);
    const out = git(
      ["check-attr", "--stdin", "-z", ...attributes],
      files.map((file) => `${file}\0`).join(""),
    );
    const fields = out.split("\0");
    taken = new Map(patterns.map((pattern) => [pattern, []]));
    for (let at = 0; at + 2 < fields.length; at += 3) {
      const pattern = patterns[Number(fields[at + 1]?.slice(1))];
      if (fields[at + 2] === "set") taken.get(pattern ?? "")?.push(fields[at] ?? "");
    }
  });

  it.each(patterns)("%s", (pattern) => {
    expect(files.filter((file) => isLfs(pattern, "", file))).toEqual(taken.get(pattern));
  });
});
