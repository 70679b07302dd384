import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { RefChange } from "@/server/git/update-refs";
import { syncFolder, syncOpened } from "./durable";
import { isNotFound } from "./repo-folder";
import { zeroHash } from "./repo-storage";

/** Beyond so many, refs go into one file instead of one each: it is flushed once. */
const looseMaxCount = 16;

/** The disk is not as these changes take it to be: git itself shall make them, or say why not. */
export class UnexpectedRefError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "UnexpectedRefError";
  }
}

export interface WriteRefsOptions {
  /** Run while the new values are being written; they become visible once it is over. */
  ready: () => Promise<void>;
  /** What a hash leads to when it is a tag, else null; asked once `ready` is over. */
  peel: (hash: string) => Promise<string | null>;
}

/**
 * Creates and moves refs in Git's own files, under Git's own locks, with as few flushes as make it durable: git takes
 * one of each file after the other. Throws `UnexpectedRefError` with nothing changed when it is not so simple.
 */
export async function writeRefs(
  gitDir: string,
  changes: readonly RefChange[],
  options: WriteRefsOptions,
): Promise<void> {
  if (changes.some((change) => change.newHash === zeroHash)) throw new UnexpectedRefError("a deletion");
  if (changes.length > looseMaxCount) await writePacked(gitDir, changes, options);
  else await writeLoose(gitDir, changes, options);
}

async function writeLoose(
  gitDir: string,
  changes: readonly RefChange[],
  { ready }: WriteRefsOptions,
): Promise<void> {
  const locks = new Set<string>();
  const folders = new Set<string>();
  const lock = async ({ ref, newHash, oldHash }: RefChange) => {
    const path = join(gitDir, ref);
    const firstMade = orUnexpected(() => mkdirSync(dirname(path), { recursive: true }));
    folders.add(dirname(path));
    // The names of folders that were made lie in those above.
    for (let at = dirname(path); firstMade !== undefined && at !== dirname(firstMade); ) {
      at = dirname(at);
      folders.add(at);
    }
    await writeNew(`${path}.lock`, Buffer.from(`${newHash}\n`));
    locks.add(`${path}.lock`);
    const loose = readLoose(path);
    if (loose !== null && loose !== oldHash) throw new UnexpectedRefError(`${ref} holds another value`);
  };
  try {
    await allOf([ready(), ...changes.map(lock)]);
    for (const { ref } of changes) {
      takePlace(join(gitDir, ref));
      locks.delete(`${join(gitDir, ref)}.lock`);
    }
  } finally {
    for (const path of locks) rmSync(path, { force: true });
  }
  await Promise.all([...folders].map(syncFolder));
}

/** The lock becomes the ref. */
function takePlace(path: string): void {
  try {
    renameSync(`${path}.lock`, path);
  } catch (error) {
    // Folders of refs that are gone stay behind empty, and one may have the ref's name.
    if (!isFolderInTheWay(error)) throw error;
    removeEmptyFolders(path);
    renameSync(`${path}.lock`, path);
  }
}

/**
 * All in `packed-refs`, the file that git keeps old refs in. A file of the ref's own would win over it, so those are
 * removed afterwards: until then they hold the old value, as if the change had not come yet.
 */
async function writePacked(
  gitDir: string,
  changes: readonly RefChange[],
  { ready, peel }: WriteRefsOptions,
): Promise<void> {
  const path = join(gitDir, "packed-refs");
  await writeNew(`${path}.lock`, Buffer.alloc(0));
  const stale: string[] = [];
  try {
    const packed = await readPacked(path);
    for (const { ref, oldHash } of changes) {
      const loose = readLoose(join(gitDir, ref));
      const current = loose ?? packed.get(bytesOf(ref))?.hash ?? zeroHash;
      if (current !== oldHash) throw new UnexpectedRefError(`${ref} holds another value`);
      if (loose !== null) stale.push(ref);
    }
    await ready();
    for (const { ref, newHash } of changes) {
      packed.set(bytesOf(ref), { hash: newHash, peeled: ref.startsWith("refs/heads/") ? null : undefined });
    }
    await peelUnknown(packed, peel);
    await rm(`${path}.new`, { force: true });
    await writeNew(`${path}.new`, textOf(packed));
    await rename(`${path}.new`, path);
    await syncFolder(gitDir);
  } finally {
    await rm(`${path}.lock`, { force: true });
  }
  for (const ref of stale) rmSync(join(gitDir, ref), { force: true });
  const folders = new Set(stale.map((ref) => dirname(join(gitDir, ref))));
  await Promise.all([...folders].map(syncFolder));
}

interface PackedRef {
  hash: string;
  /** Undefined while it has not been looked up. */
  peeled: string | null | undefined;
}

/** By the bytes of the names, one character a byte: that is the order Git wants them in, and no byte is lost. */
async function readPacked(path: string): Promise<Map<string, PackedRef>> {
  const refs = new Map<string, PackedRef>();
  let text: string;
  try {
    text = await readFile(path, "latin1");
  } catch (error) {
    if (isNotFound(error)) return refs;
    throw error;
  }
  const isPeeled = /^# pack-refs with:.* fully-peeled /.test(text);
  let last: PackedRef | null = null;
  for (const line of text.split("\n")) {
    if (line === "" || line.startsWith("#")) continue;
    if (line.startsWith("^") && last !== null) last.peeled = line.slice(1);
    else {
      last = { hash: line.slice(0, 40), peeled: isPeeled ? null : undefined };
      if (!/^[0-9a-f]{40} ./.test(line)) throw new UnexpectedRefError("packed-refs cannot be read");
      refs.set(line.slice(41), last);
    }
  }
  return refs;
}

async function peelUnknown(refs: Map<string, PackedRef>, peel: WriteRefsOptions["peel"]): Promise<void> {
  const unknown = [...refs.values()].filter((each) => each.peeled === undefined);
  for (let at = 0; at < unknown.length; at += 1000) {
    await Promise.all(
      unknown.slice(at, at + 1000).map(async (each) => {
        each.peeled = await peel(each.hash);
      }),
    );
  }
}

function textOf(refs: Map<string, PackedRef>): Buffer {
  const lines = ["# pack-refs with: peeled fully-peeled sorted \n"];
  for (const ref of [...refs.keys()].sort()) {
    const { hash, peeled } = refs.get(ref) ?? { hash: zeroHash, peeled: null };
    lines.push(`${hash} ${ref}\n`);
    if (peeled !== null && peeled !== undefined) lines.push(`^${peeled}\n`);
  }
  return Buffer.from(lines.join(""), "latin1");
}

function bytesOf(ref: string): string {
  return Buffer.from(ref, "utf8").toString("latin1");
}

/** What a ref's own file says; null when it has none. */
function readLoose(path: string): string | null {
  try {
    return readFileSync(path, "latin1").trim();
  } catch (error) {
    if (isNotFound(error) || isFolderInTheWay(error)) return null;
    throw error;
  }
}

/** Writes a file that must not be there yet, and flushes it. */
async function writeNew(path: string, content: Buffer): Promise<void> {
  const file = orUnexpected(() => openSync(path, "wx", 0o644));
  try {
    try {
      writeFileSync(file, content);
    } catch (error) {
      closeSync(file);
      throw error;
    }
    await syncOpened(file);
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  }
}

function removeEmptyFolders(path: string): void {
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (entry.isDirectory()) removeEmptyFolders(join(path, entry.name));
  }
  rmdirSync(path);
}

/** What stands in the way of a lock or a folder is for git to name. */
function orUnexpected<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (!["EEXIST", "ENOTDIR", "EISDIR", "ENAMETOOLONG", "EPERM", "EACCES", "EINVAL"].includes(code))
      throw error;
    throw new UnexpectedRefError("a lock could not be taken", { cause: error });
  }
}

function isFolderInTheWay(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "EISDIR" || code === "ENOTEMPTY" || code === "EEXIST" || code === "EPERM";
}

/** Waits for all, also when one fails: nothing may still run while the caller cleans up. */
async function allOf(works: readonly Promise<unknown>[]): Promise<void> {
  for (const result of await Promise.allSettled(works)) {
    if (result.status === "rejected") throw result.reason;
  }
}
