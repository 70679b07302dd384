/**
 * The diff engines against git, over the histories of real repos: hunks, renames, patches, and how long hard texts take.
 *
 *   node --conditions=react-server --import tsx bench/diff.ts <repo>... [--only=hunks,renames,patches,times] [--commits=2500] [--patches=500]
 */
import { basename, resolve } from "node:path";
import { openDiffRepo } from "./rows/diff-repo";
import { hunkRows, renameRows } from "./rows/diff-rows";
import { timeRows } from "./rows/diff-time-rows";
import { patchRows } from "./rows/patch-rows";
import { type Row, renderTable } from "./table";

const option = (name: string, fallback: string) =>
  process.argv.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3) ?? fallback;
const repos = process.argv.slice(2).filter((arg) => !arg.startsWith("--"));
const only = option("only", "hunks,renames,patches,times").split(",");
const commits = Number(option("commits", "2500"));
const patches = Number(option("patches", "500"));
if (
  ![commits, patches].every((n) => Number.isInteger(n) && n > 0) ||
  (repos.length === 0 && option("only", "") !== "times")
) {
  console.error(
    "usage: bench/diff.ts <repo>... [--only=hunks,renames,patches,times] [--commits=2500] [--patches=500]",
  );
  process.exit(1);
}

const rows: Row[] = [];
for (const folder of repos) {
  const repo = openDiffRepo(resolve(folder));
  const name = basename(folder, ".git");
  try {
    if (only.includes("hunks")) rows.push(...(await hunkRows(repo, name, commits)));
    if (only.includes("renames")) rows.push(...(await renameRows(repo, name)));
    if (only.includes("patches")) rows.push(...(await patchRows(repo, name, patches)));
  } finally {
    await repo.close();
  }
}
if (only.includes("times")) rows.push(...(await timeRows()));
console.log(renderTable(rows));
process.exit(rows.every(({ bar }) => bar?.isKept ?? true) ? 0 : 1);
