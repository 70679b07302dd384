import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { parseGitConfig } from "./parse-git-config";

/** What Git makes of it; null where it refuses it. */
function gitsOwn(text: string): string[] | null {
  try {
    const args = ["config", "--null", "--list", "--file", "-"];
    const out = execFileSync("git", args, { input: text, stdio: ["pipe", "pipe", "ignore"] }).toString();
    return out.split("\0").filter(Boolean);
  } catch {
    return null;
  }
}

const ours = (text: string) =>
  parseGitConfig(text)?.map(({ section, subsection, name, value }) => {
    const key = [section, ...(subsection === null ? [] : [subsection]), name].join(".");
    return `${key}\n${value}`;
  }) ?? null;

describe("settings are read as Git reads them", () => {
  it.each([
    '[submodule "a"]\n\tpath = libs/a\n\turl = https://example.test/a.git\n',
    '[submodule "a b"] path = "libs/a b" ; said\n url = x # y\n',
    '[submodule "q\\"u\\\\o"]\npath = "a\\tb"\n',
    '[a]\nb = one \\\n  two\nc = "  kept  " and  more  \n',
    '[a]\nb="x;y"z;c\nB = 2\n',
    "[A.b]\nC-d = 1\r\n",
    "\ufeff[a]\nb = c\n",
    '[a]\nb =\nc = ""\n',
    '[a]\nb = "open\n',
    "[a]\nb = bad \\q\n",
    '[a "open]\nb = c\n',
    "[a]\n1b = c\n",
    '[a]\nb = x ""\nc = x \\\n\n',
    "[a]\nb = c",
    "",
  ])("%j", (text) => {
    expect(ours(text)).toEqual(gitsOwn(text));
  });

  it("takes no setting that stands before every section", () => {
    expect(parseGitConfig("b = outside\n")).toBeNull();
  });

  it("takes long and hostile texts in their stride", () => {
    expect(parseGitConfig(`[a]\nb = ${"\\\n".repeat(200_000)}`)).toEqual([
      { section: "a", subsection: null, name: "b", value: "" },
    ]);
    expect(parseGitConfig("[".repeat(500_000))).toBeNull();
    expect(parseGitConfig(`[a "${"\\".repeat(500_001)}`)).toBeNull();
    expect(parseGitConfig(`[a]\n${"b = c\n".repeat(100_000)}`)).toHaveLength(50_000);
  });
});
