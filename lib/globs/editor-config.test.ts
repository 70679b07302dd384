import { describe, expect, it } from "vitest";
import { parseEditorConfig, propertiesOf } from "./editor-config";

const of = (text: string, path: string, directory = "") =>
  Object.fromEntries(propertiesOf([parseEditorConfig(text, directory)], path));
const matches = (pattern: string, path: string) => of(`[${pattern}]\nhit = yes\n`, path).hit === "yes";

describe(".editorconfig", () => {
  it("takes later sections and deeper files before others, down from the last that is a root", () => {
    const outer = parseEditorConfig("[*]\ntab_width = 8\ncharset = utf-8\n", "");
    const inner = parseEditorConfig("[*]\nTab_Width = 2 \n[*.md]\ntab_width: 3\n", "docs");
    expect(Object.fromEntries(propertiesOf([outer, inner], "docs/a.c"))).toEqual({
      tab_width: "2",
      charset: "utf-8",
    });
    expect(Object.fromEntries(propertiesOf([outer, inner], "docs/deep/a.md")).tab_width).toBe("3");
    expect(Object.fromEntries(propertiesOf([outer, inner], "a.md")).tab_width).toBe("8");
    const root = parseEditorConfig("root = true\r\n; a comment\n[*]\r\ntab_width = 2\r\n", "docs");
    expect(Object.fromEntries(propertiesOf([outer, root], "docs/a.c"))).toEqual({ tab_width: "2" });
  });

  it.each([
    ["*", "a/b.c"],
    ["*.{js,ts}", "src/a.ts"],
    ["{package.json,*.yml}", "package.json"],
    ["{a,{b,c}}.x", "c.x"],
    ["v{1..3}", "v2"],
    ["v{-1..1}", "v0"],
    ["/a.c", "a.c"],
    ["lib/**.js", "lib/a/b.js"],
    ["lib/**.js", "lib/b.js"],
    ["lib/**", "lib/a/b"],
    ["**.py", "a/b.py"],
    ["[!a].c", "b.c"],
    ["{single}.c", "{single}.c"],
    ["Makefile", "a/Makefile"],
    ["a/**/z", "a/b/c/z"],
    ["a?c", "abc"],
  ])("[%s] means %s", (pattern, path) => {
    expect(matches(pattern, path)).toBe(true);
  });

  it.each([
    ["/a.c", "b/a.c"],
    ["lib/*.js", "lib/a/b.js"],
    ["*.{js,ts}", "a.tsx"],
    ["v{1..3}", "v4"],
    ["a?c", "a/c"],
    ["", "a"],
  ])("[%s] does not mean %s", (pattern, path) => {
    expect(matches(pattern, path)).toBe(false);
  });

  it("is not kept busy by hostile patterns", () => {
    const hostile = [
      "{a,b}".repeat(40),
      "{1..999999999}",
      `${"*".repeat(199)}z`,
      "**a".repeat(60),
      "a**b/".repeat(30),
      "{".repeat(200),
    ];
    for (const pattern of hostile)
      expect(matches(pattern, `${"a".repeat(200)}/${"b/".repeat(50)}c`)).toBe(false);
    const text = `[${"*a".repeat(90)}]\nx = 1\n`.repeat(2_000);
    expect(of(text, "a".repeat(250)).x).toBe("1");
    expect(parseEditorConfig(text, "").sections.length).toBe(301);
  });
});
