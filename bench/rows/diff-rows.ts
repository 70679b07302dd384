import type { Row } from "@/bench/table";
import { quantile } from "@/bench/table";
import { applyRuns } from "@/lib/diff/apply-runs";
import { diffLines } from "@/lib/diff/diff-lines";
import { findRenames, type Renames } from "@/lib/diff/find-renames";
import { makeHunks } from "@/lib/diff/hunks";
import { lineTable } from "@/lib/diff/line-table";
import type { ListedFile } from "@/lib/diff/listed-file";
import { drawHunks, drawPatch } from "@/lib/diff/test-git-diff";
import type { DiffRepo } from "./diff-repo";

const hunkShare = 0.999;

/** Each pair of blobs that a commit changed: our hunks against git's. */
export async function hunkRows(repo: DiffRepo, name: string, commits: number): Promise<Row[]> {
  const log = repo
    .git([
      "log",
      "--all",
      "--no-merges",
      `-${commits}`,
      "-p",
      "-U3",
      "--no-renames",
      "--diff-filter=M",
      "--full-index",
      "--format=",
    ])
    .toString("latin1");
  const theirs = new Map<string, { before: string; after: string; drawn: string }>();
  for (const file of log.split(/^(?=diff --git )/m)) {
    const [, before, after, mode] = /^index (\w+)\.\.(\w+) (\d+)$/m.exec(file) ?? [];
    if (before && after && mode !== "160000" && /^@@ /m.test(file))
      theirs.set(`${before} ${after}`, { before, after, drawn: drawPatch(file) });
  }
  let same = 0;
  let applied = 0;
  const times: number[] = [];
  for (const { before, after, drawn } of theirs.values()) {
    const [oldBytes, newBytes] = await Promise.all([repo.read(before), repo.read(after)]);
    const startedAt = performance.now();
    const [old, young] = [lineTable(oldBytes), lineTable(newBytes)];
    const hunks = makeHunks(diffLines(old, young).runs, old.count, young.count);
    times.push(performance.now() - startedAt);
    if (drawHunks(hunks) === drawn) same += 1;
    if (
      newBytes.equals(
        applyRuns(
          old,
          young,
          hunks.flatMap(({ runs }) => runs),
        ),
      )
    )
      applied += 1;
  }
  const of = { name: "pairs", value: theirs.size };
  return [
    {
      what: `${name}: hunks as git's`,
      unit: "count",
      ours: same,
      peer: of,
      bar: { text: "≥ 99.9 %", isKept: same >= theirs.size * hunkShare },
    },
    {
      what: `${name}: make the new file`,
      unit: "count",
      ours: applied,
      peer: of,
      bar: { text: "all", isKept: applied === theirs.size },
    },
    {
      what: `${name}: a pair`,
      unit: "ms",
      ours: quantile(times, 0.5),
      note: `99 %: ${quantile(times, 0.99).toFixed(1)} ms, longest ${Math.max(...times).toFixed(1)} ms`,
    },
  ];
}

interface RawChange {
  before: ListedFile;
  after: ListedFile;
  status: string;
}

/** Each commit with renames, and with copies from changed files: our pairs and percents against git's. */
export async function renameRows(repo: DiffRepo, name: string): Promise<Row[]> {
  const all = commitChanges(repo, ["--no-renames"]);
  const rows: Row[] = [];
  for (const option of ["-M", "-C"]) {
    let theirPairs = 0;
    const found = { same: 0, percent: 0, other: 0 };
    for (const [hash, theirChanges] of commitChanges(repo, [option])) {
      const theirs = theirChanges.filter(({ status }) => /^[RC]/.test(status));
      const ours = await renamesOf(all.get(hash) ?? [], repo, option === "-C");
      theirPairs += theirs.length;
      for (const { before, after, status } of theirs) {
        const mine = ours.renames.find(({ to }) => to.path === after.path);
        if (mine?.from.path !== before.path) found.other += 1;
        else if (mine.similarity === Number(status.slice(1))) found.same += 1;
        else found.percent += 1;
      }
      found.other += ours.renames.filter(
        ({ to }) => !theirs.some(({ after }) => after.path === to.path),
      ).length;
    }
    rows.push({
      what: `${name}: pairs of ${option} with their percents`,
      unit: "count",
      ours: found.same,
      peer: { name: "git", value: theirPairs },
      note: `other percent ${found.percent}, other pair ${found.other} (git before 2.44 counts a last line without newline as nothing)`,
    });
  }
  return rows;
}

async function renamesOf(changes: RawChange[], repo: DiffRepo, takesCopies: boolean): Promise<Renames> {
  const of = (status: string) => changes.filter((change) => change.status === status);
  const copySources = takesCopies ? [...of("M"), ...of("T")].map(({ before }) => before) : [];
  const gone = of("D").map(({ before }) => before);
  if (gone.length === 0 && copySources.length === 0) return { renames: [], notCompared: 0 };
  return findRenames(
    gone,
    of("A").map(({ after }) => after),
    { read: repo.read, copySources },
  );
}

function commitChanges(repo: DiffRepo, options: readonly string[]): Map<string, RawChange[]> {
  const raw = repo
    .git(["log", "--all", "--no-merges", "--raw", "-r", "-z", "--no-abbrev", "--format=%x01%H", ...options])
    .toString("latin1");
  const commits = new Map<string, RawChange[]>();
  for (const commit of raw.split("\x01").slice(1)) {
    const [hash = "", ...fields] = commit.split("\0");
    commits.set(hash.trim(), rawChanges(fields));
  }
  return commits;
}

function rawChanges(fields: readonly string[]): RawChange[] {
  const changes: RawChange[] = [];
  for (let at = 0; at < fields.length; ) {
    const head = /:(\d+) (\d+) (\w+) (\w+) (\w+)$/.exec(fields[at++] ?? "");
    if (!head) continue;
    const [, oldMode = "", newMode = "", oldHash = "", newHash = "", status = ""] = head;
    const oldPath = fields[at++] ?? "";
    const newPath = /^[RC]/.test(status) ? (fields[at++] ?? "") : oldPath;
    changes.push({
      before: { path: oldPath, mode: oldMode, hash: oldHash },
      after: { path: newPath, mode: newMode, hash: newHash },
      status,
    });
  }
  return changes;
}
