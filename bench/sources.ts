import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { git } from "./git-client";

type Write = (data: string | Buffer) => Promise<void>;

const mb = 1024 * 1024;
/** Random content does not compress: trying would measure zlib at the client. */
const uncompressed = ["-c", "pack.compression=0", "-c", "core.compression=0"];

/** Makes a bare repo by `git fast-import`. */
export async function makeSource(dir: string, write: (write: Write) => Promise<void>): Promise<void> {
  await rm(dir, { recursive: true, force: true });
  await git(".", ["init", "--quiet", "--bare", "--initial-branch=main", dir]);
  await importInto(dir, write);
}

export async function importInto(dir: string, write: (write: Write) => Promise<void>): Promise<void> {
  await git(dir, [...uncompressed, "fast-import", "--quiet", "--force"], write);
}

/** One commit with `count` files of a few lines in the root. */
export async function writeFlatTree(write: Write, count: number): Promise<void> {
  await write(commitHead("refs/heads/main", 0));
  let lines = "";
  for (let index = 0; index < count; index += 1) {
    lines += `M 100644 inline file-${String(index).padStart(6, "0")}.txt\n${dataOf(`${index}\n`.repeat(20))}`;
  }
  await write(lines);
}

/** A history in which each commit rewrites one of `files` files, spread over folders. */
export async function writeHistory(write: Write, commits: number, files: number): Promise<void> {
  for (let index = 0; index < commits; index += 1) {
    const file = index % files;
    const text = randomBytes(24).toString("base64");
    const body = `// revision ${index}\n${`export const value${file} = "${text}";\n`.repeat(20)}`;
    const path = `src/part-${file % 20}/file-${file}.ts`;
    await write(`${commitHead("refs/heads/main", index)}M 100644 inline ${path}\n${dataOf(body)}`);
  }
}

/** One commit on `ref` with random files that make up so many MB; `from` is what it stands on. */
export async function writeRandom(
  write: Write,
  ref: string,
  options: { sizeMb: number; blobMb: number; from?: string },
): Promise<void> {
  const { sizeMb, blobMb, from } = options;
  await write(commitHead(ref, 0, from));
  for (let at = 0; at < sizeMb; at += blobMb) {
    const size = Math.min(blobMb, sizeMb - at);
    await write(`M 100644 inline random-${at}.bin\ndata ${size * mb}\n`);
    for (let each = 0; each < size; each += 1) await write(randomBytes(mb));
    await write("\n");
  }
}

/** So many commits in a row after `from`, each under a ref of its own: `<prefix>1` and so on. */
export async function writeSteps(write: Write, prefix: string, from: string, count: number): Promise<void> {
  let before = from;
  for (let index = 1; index <= count; index += 1) {
    const ref = `${prefix}${index}`;
    const body = dataOf(`${ref} ${randomBytes(60).toString("base64")}\n`);
    await write(`${commitHead(ref, index, before)}M 100644 inline step.txt\n${body}`);
    before = ref;
  }
}

/** Refs named by `nameOf`, spread over the history of main. */
export async function addRefs(dir: string, count: number, nameOf: (index: number) => string): Promise<void> {
  const hashes = (await git(dir, ["rev-list", "refs/heads/main"])).trim().split("\n");
  const lines = Array.from(
    { length: count },
    (_, index) => `create ${nameOf(index)} ${hashes[index % hashes.length]}\n`,
  );
  await git(dir, ["update-ref", "--stdin"], (write) => write(lines.join("")));
  await git(dir, ["pack-refs", "--all"]);
}

export function sourceDir(root: string, name: string): string {
  return join(root, "sources", `${name}.git`);
}

function commitHead(ref: string, index: number, from?: string): string {
  const who = `committer Bench <bench@example.com> ${1_600_000_000 + index * 60} +0000\n`;
  const parent = from === undefined ? "" : `from ${from}\n`;
  return `commit ${ref}\n${who}${dataOf(`Change ${index}\n\nWith a few words about why.\n`)}${parent}`;
}

function dataOf(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}
