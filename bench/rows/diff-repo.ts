import { spawn } from "node:child_process";
import { once } from "node:events";
import { runGit } from "@/lib/diff/test-git-trees";

/** A repo that is only read, with one git for all its blobs. */
export interface DiffRepo {
  folder: string;
  git(args: readonly string[]): Buffer;
  read(hash: string): Promise<Buffer>;
  close(): Promise<void>;
}

export function openDiffRepo(folder: string): DiffRepo {
  const child = spawn("git", ["cat-file", "--batch"], { cwd: folder, stdio: ["pipe", "pipe", "inherit"] });
  const waiting: ((blob: Buffer) => void)[] = [];
  let parts: Buffer[] = [];
  let length = 0;
  let wanted = 1;
  child.stdout.on("data", (part: Buffer) => {
    parts.push(part);
    length += part.length;
    if (length < wanted) return;
    let bytes = Buffer.concat(parts);
    for (;;) {
      const head = bytes.indexOf(10);
      if (head < 0) {
        wanted = bytes.length + 1;
        break;
      }
      const size = Number(bytes.toString("latin1", 0, head).split(" ")[2] ?? 0);
      wanted = head + size + 2;
      if (bytes.length < wanted) break;
      waiting.shift()?.(Buffer.from(bytes.subarray(head + 1, head + 1 + size)));
      bytes = bytes.subarray(wanted);
    }
    parts = [bytes];
    length = bytes.length;
  });
  return {
    folder,
    git: (args) => runGit(folder, args),
    read: (hash) =>
      new Promise((resolve) => {
        waiting.push(resolve);
        child.stdin.write(`${hash}\n`);
      }),
    async close() {
      child.stdin.end();
      await once(child, "close");
    },
  };
}
