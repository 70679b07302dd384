import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Row } from "@/bench/table";
import { diffLines } from "@/lib/diff/diff-lines";
import { lineTable } from "@/lib/diff/line-table";
import { mailEnd, mailHeader } from "@/lib/diff/mail-text";
import { filePatch } from "@/lib/diff/patch-text";
import type { PatchedFile } from "@/lib/diff/patched-file";
import { runGit, treeChanges } from "@/lib/diff/test-git-trees";
import type { DiffRepo } from "./diff-repo";

interface TakenCommit {
  hash: string;
  parent: string;
  name: string;
  email: string;
  /** Seconds and zone. */
  date: string;
  message: string;
}

/** Random commits as `.diff` for `git apply --index` and as `.patch` for `git am`, on their parents: is it the same tree, and the same commit? */
export async function patchRows(repo: DiffRepo, name: string, count: number): Promise<Row[]> {
  const clone = await mkdtemp(join(tmpdir(), "vitrine-bench-patch-"));
  const git = (args: readonly string[], input?: Buffer) => runGit(clone, args, input);
  const ask = (...args: string[]) => git(args).toString("utf8").trim();
  const done = { applied: 0, taken: 0, alike: 0 };
  const failures: string[] = [];
  const commits = randomCommits(repo, count);
  try {
    git(["clone", "--quiet", "--shared", "--no-checkout", repo.folder, "."]);
    for (const commit of commits) {
      const patch = await patchOf(repo, commit);
      const tree = ask("rev-parse", `${commit.hash}^{tree}`);
      try {
        git(["checkout", "--quiet", "--force", "--detach", commit.parent]);
        git(["apply", "--index", "--whitespace=nowarn", "--allow-empty"], patch);
        if (ask("write-tree") === tree) done.applied += 1;
        git(["reset", "--quiet", "--hard"]);
        const mail = Buffer.concat([Buffer.from(headerOf(commit)), patch, Buffer.from(mailEnd)]);
        git(["am", "--quiet", "--keep-cr", ...(patch.length === 0 ? ["--empty=keep"] : [])], mail);
        if (ask("rev-parse", "HEAD^{tree}") === tree) done.taken += 1;
        const [made] = commitsOf(git(["log", "-1", "--date=raw", format]));
        if (made && isAlike(made, commit)) done.alike += 1;
      } catch (error) {
        failures.push(`${commit.hash}: ${error}`);
        git(["reset", "--quiet", "--hard"]);
        await rm(join(clone, ".git", "rebase-apply"), { recursive: true, force: true });
      }
      git(["clean", "--quiet", "-ffdx"]);
    }
  } finally {
    await rm(clone, { recursive: true, force: true });
  }
  for (const failure of failures) console.error(failure);
  const row = (what: string, ours: number): Row => ({
    what: `${name}: ${what}`,
    unit: "count",
    ours,
    peer: { name: "commits", value: commits.length },
    bar: { text: "all", isKept: ours === commits.length },
  });
  const alike = row("the same message, author and date", done.alike);
  return [
    row("git apply makes the tree", done.applied),
    row("git am makes the tree", done.taken),
    // A first paragraph of several lines becomes one, and git am takes what is in brackets off a subject: git format-patch loses them too.
    { ...alike, bar: undefined, note: "but for what git am itself changes" },
  ];
}

const format = "--format=%H%x00%P%x00%an%x00%ae%x00%ad%x00%B%x01";

function commitsOf(log: Buffer): TakenCommit[] {
  return log
    .toString("utf8")
    .split("\x01\n")
    .filter((text) => text.includes("\0"))
    .map((text) => {
      const [hash = "", parent = "", name = "", email = "", date = "", message = ""] = text.split("\0");
      return { hash, parent, name, email, date, message: message.replace(/\n$/, "") };
    });
}

function randomCommits(repo: DiffRepo, count: number): TakenCommit[] {
  const all = commitsOf(
    repo.git(["log", "--all", "--max-parents=1", "--min-parents=1", format, "--date=raw"]),
  );
  // By their hashes: random, and the same ones at every run.
  return all.toSorted((a, b) => (a.hash < b.hash ? -1 : 1)).slice(0, count);
}

async function patchOf(repo: DiffRepo, { hash, parent }: TakenCommit): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for (const { before, after, status } of treeChanges(repo, parent, hash, ["-M"])) {
    const origin = status.startsWith("R")
      ? { origin: { kind: "rename" as const, similarity: Number(status.slice(1)) } }
      : {};
    const inBytes = (side: typeof before) => side && { ...side, path: Buffer.from(side.path, "latin1") };
    const change: PatchedFile = { before: inBytes(before), after: inBytes(after), ...origin };
    const diff = async (old: Uint8Array, young: Uint8Array) => diffLines(lineTable(old), lineTable(young));
    for await (const piece of filePatch(change, { read: repo.read, diff })) pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function headerOf({ hash, message, name, email, date }: TakenCommit): string {
  const [seconds, zone] = date.split(" ");
  return mailHeader({ hash, message, author: { name, email }, authoredAt: Number(seconds) }, zone);
}

function isAlike(made: TakenCommit, from: TakenCommit): boolean {
  const words = ({ message }: TakenCommit) => message.trimEnd();
  return (
    made.name === from.name &&
    made.email === from.email &&
    made.date === from.date &&
    words(made) === words(from)
  );
}
