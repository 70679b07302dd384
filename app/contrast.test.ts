import { readFileSync } from "node:fs";
import Color from "colorjs.io";
import { expect, test } from "vitest";

const css = readFileSync(new URL("./globals.css", import.meta.url), "utf8");

/** The colours of globals.css by name, light and dark. */
const tokens = new Map(
  [...css.matchAll(/^\s*--([\w-]+):\s*light-dark\((oklch\([^)]*\)),\s*(oklch\([^)]*\))\);/gm)].map(
    ([, name = "", light = "", dark = ""]) => [name, { light, dark }],
  ),
);

function contrastOf(foreground: string, background: string, theme: "light" | "dark"): number {
  const [front, back] = [foreground, background].map((name) => {
    const token = tokens.get(name);
    if (!token) throw new Error(`globals.css defines no --${name}`);
    return new Color(token[theme]).to("srgb").toGamut();
  });
  if (!front || !back) throw new Error("two colours are compared");
  return back.contrast(front, "WCAG21");
}

const surfaces = ["bg", "bg-subtle", "bg-raised", "bg-hover"];
const words = ["text", "text-muted", "accent-text", "danger"];
const codeRoles = [...tokens.keys()].filter((name) => name.startsWith("code-"));

const diffs = ["diff-add", "diff-add-mark", "diff-del", "diff-del-mark"];

const readable: [string, string][] = [
  ...diffs.flatMap((surface) =>
    [...codeRoles, "text", "text-muted", "accent-text"].map((role): [string, string] => [role, surface]),
  ),
  // The titles of alerts in Markdown, too.
  ...["success", "danger", "warning", "info"].flatMap((role): [string, string][] => [
    [role, "diff-add"],
    [role, "diff-del"],
  ]),
  ...surfaces.flatMap((surface) => words.map((word): [string, string] => [word, surface])),
  ...["bg", "bg-subtle", "bg-raised", "line-mark"].flatMap((surface) =>
    codeRoles.map((role): [string, string] => [role, surface]),
  ),
  ["text", "line-mark"],
  ["text-muted", "line-mark"],
  ["on-accent", "accent"],
  ["on-accent", "accent-hover"],
  ["on-danger", "danger-fill"],
  ["accent-text", "accent-subtle"],
  ["text", "accent-subtle"],
  ["text-muted", "accent-subtle"],
  ["success", "success-subtle"],
  ["warning", "warning-subtle"],
  ["danger", "danger-subtle"],
  ["info", "info-subtle"],
];

const seen: [string, string][] = [
  ...surfaces.map((surface): [string, string] => ["accent", surface]),
  ...["bg", "bg-subtle", "bg-raised"].map((surface): [string, string] => ["border-strong", surface]),
  ...["bg", "bg-raised"].map((surface): [string, string] => ["success", surface]),
  // The lines beside a log.
  ...["info", "warning", "code-function", "code-keyword", "code-attribute", "code-regexp", "text-muted"].map(
    (line): [string, string] => [line, "bg"],
  ),
];

test("globals.css defines the colours that are checked here", () => {
  expect(tokens.size).toBeGreaterThan(35);
  expect(codeRoles.length).toBeGreaterThan(10);
});

for (const theme of ["light", "dark"] as const) {
  test.each(readable)(`${theme}: %s on %s can be read (4.5:1)`, (foreground, background) => {
    expect(contrastOf(foreground, background, theme)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(seen)(`${theme}: %s on %s can be seen (3:1)`, (foreground, background) => {
    expect(contrastOf(foreground, background, theme)).toBeGreaterThanOrEqual(3);
  });
}
