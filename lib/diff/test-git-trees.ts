import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { ListedFile } from "./listed-file";

export interface TreeFile {
  content: Buffer | string;
  /** `100644` where it is left out. A submodule's content is the hash of its commit. */
  mode?: string;
}

/** Files by path; a character of a path is a byte. */
export type Tree = Record<string, TreeFile>;

/** A repo of a test, with a history of trees. */
export interface TreeRepo {
  folder: string;
  /** One commit a tree, each the child of the one before. */
  hashes: string[];
  git(args: readonly string[], input?: Buffer | string): Buffer;
  read(hash: string): Promise<Buffer>;
  remove(): void;
}

export const testGitEnv = {
  PATH: process.env.PATH,
  HOME: "/nonexistent",
  LC_ALL: "C",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_COMMITTER_NAME: "Ada",
  GIT_COMMITTER_EMAIL: "ada@example.com",
  NODE_ENV: "test",
} as const;

export const runGit = (folder: string, args: readonly string[], input: Buffer | string = "") =>
  execFileSync("git", args, { cwd: folder, input, env: testGitEnv, maxBuffer: 1e9, stdio: "pipe" });

/** Quoted for fast-import, whatever bytes are in it. */
const quoted = (name: string) =>
  `"${name.replace(/["\\\n]/g, (character) => (character === "\n" ? "\\n" : `\\${character}`))}"`;

export function makeTreeRepo(
  trees: readonly Tree[],
  headerOf: (at: number) => string = () => "author Ada <ada@example.com> 1700000000 +0000\n",
  messageOf: (at: number) => string = (at) => `Tree ${at}\n`,
): TreeRepo {
  const folder = mkdtempSync(path.join(tmpdir(), "vitrine-trees-"));
  runGit(folder, ["init", "--quiet", "--initial-branch=main"]);
  const stream: Buffer[] = [];
  const say = (text: string) => stream.push(Buffer.from(text, "latin1"));
  for (const [at, tree] of trees.entries()) {
    const message = messageOf(at);
    say(`commit refs/heads/main\n${headerOf(at)}committer Ada <ada@example.com> 1700000000 +0000\n`);
    say(`data ${message.length}\n${message}\ndeleteall\n`);
    for (const [name, { content, mode = "100644" }] of Object.entries(tree)) {
      if (mode === "160000") {
        say(`M 160000 ${content.toString()} ${quoted(name)}\n`);
        continue;
      }
      const bytes = Buffer.isBuffer(content) ? content : Buffer.from(content);
      say(`M ${mode} inline ${quoted(name)}\ndata ${bytes.length}\n`);
      stream.push(bytes);
      say("\n");
    }
  }
  runGit(folder, ["fast-import", "--quiet"], Buffer.concat(stream));
  const hashes = runGit(folder, ["rev-list", "--reverse", "main"]).toString().trim().split("\n");
  return {
    folder,
    hashes,
    git: (args, input) => runGit(folder, args, input),
    read: async (hash) => runGit(folder, ["cat-file", "blob", hash]),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** What git says of a file between two trees; `before` or `after` is null where it was not, or is no more. */
export interface TreeChange {
  before: ListedFile | null;
  after: ListedFile | null;
  /** `R087`, `C100`, or the letter alone. */
  status: string;
}

/** What `git diff-tree` tells, a character of a path a byte. */
export function treeChanges(
  repo: Pick<TreeRepo, "git">,
  from: string,
  to: string,
  options: string[] = [],
): TreeChange[] {
  const raw = repo.git(["diff-tree", "-r", "-z", "--full-index", ...options, from, to]).toString("latin1");
  const fields = raw.split("\0");
  const changes: TreeChange[] = [];
  for (let at = 0; at + 1 < fields.length; ) {
    const [, oldMode = "", newMode = "", oldHash = "", newHash = "", status = ""] =
      /^:(\d+) (\d+) (\w+) (\w+) (\w+)$/.exec(fields[at++] ?? "") ?? [];
    const oldPath = fields[at++] ?? "";
    const newPath = /^[RC]/.test(status) ? (fields[at++] ?? "") : oldPath;
    const side = (name: string, mode: string, hash: string) =>
      mode === "000000" ? null : { path: name, mode, hash };
    changes.push({
      before: side(oldPath, oldMode, oldHash),
      after: side(newPath, newMode, newHash),
      status,
    });
  }
  return changes;
}
