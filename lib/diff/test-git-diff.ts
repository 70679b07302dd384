import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Hunk } from "./hunks";
import type { TextPair } from "./test-text-pairs";

/** The hunks that git shows of each pair, as `drawHunks` draws ours. */
export function gitHunks(pairs: readonly TextPair[], options: readonly string[]): string[] {
  const folder = mkdtempSync(path.join(tmpdir(), "vitrine-diff-"));
  try {
    for (const [at, side] of ["a", "b"].entries()) {
      mkdirSync(path.join(folder, side));
      for (const [number, pair] of pairs.entries())
        writeFileSync(path.join(folder, side, `${number}`), pair[at] ?? "");
    }
    const { stdout } = spawnSync(
      "git",
      ["diff", "--no-index", "--no-renames", "--no-color", "--text", ...options, "a", "b"],
      {
        cwd: folder,
        maxBuffer: 2 ** 30,
        env: { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" },
      },
    );
    const files = new Map<number, string>();
    for (const file of stdout.toString("latin1").split(/^(?=diff --git )/m)) {
      const number = /^diff --git \S*?(\d+) /.exec(file)?.[1];
      files.set(Number(number), file);
    }
    return pairs.map((_, number) => drawPatch(files.get(number) ?? ""));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A file's hunks as git printed them: heads, and the first character of each line below. */
export function drawPatch(file: string): string {
  const [, ...hunks] = file.split(/^(?=@@ )/m);
  return hunks
    .map((hunk) => {
      const [head = "", ...lines] = hunk.split("\n");
      const marks = lines.map((line) => (/^[ +-]/.test(line) ? line[0] : "")).join("");
      return `${/^@@ .*? @@/.exec(head)?.[0]}${marks}`;
    })
    .join("\n");
}

/** Hunks as git shows them: `@@ -1,3 +1,4 @@ + --  ` and so on. */
export function drawHunks(hunks: readonly Hunk[]): string {
  return hunks
    .map((hunk) => {
      let marks = "";
      let line = hunk.oldStart;
      for (const run of hunk.runs) {
        marks += " ".repeat(run.oldStart - line);
        marks += "-".repeat(run.oldEnd - run.oldStart) + "+".repeat(run.newEnd - run.newStart);
        line = run.oldEnd;
      }
      marks += " ".repeat(hunk.oldStart + hunk.oldCount - line);
      return `@@ -${range(hunk.oldStart, hunk.oldCount)} +${range(hunk.newStart, hunk.newCount)} @@${marks}`;
    })
    .join("\n");
}

const range = (start: number, count: number) =>
  `${count === 0 ? start : start + 1}${count === 1 ? "" : `,${count}`}`;
