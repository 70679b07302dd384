import { open, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { isRefName } from "@/contract/names";
import type { ListedRefs } from "@/server/git/list-refs";
import { bareConfig, isNotFound } from "./repo-folder";

/** Files and folders of refs; more are left to git. A repo that is tidied has far fewer. */
const looseMax = 200;
const packedMaxBytes = 1024 * 1024;

const packedHeader = /^# pack-refs with:[^\n]*\n/;
/** A ref, and what it leads to if it is a tag. */
const packedLine = /((?!0{40})[0-9a-f]{40}) (refs\/[\x21-\x7e]+)\n(?:\^[0-9a-f]{40}\n)?/y;

/** These files are not as plain as what is read here: git is to judge them. */
class NotPlainError extends Error {
  override name = "NotPlainError";
}

/**
 * Every ref of a repo, read from its files: where a repo is opened, to start git takes far longer. Null for whatever is
 * not plain (other formats, symbolic refs, odd names, very many files), or changes meanwhile, so that git is asked.
 */
export async function readRefFiles(gitDir: string): Promise<ListedRefs | null> {
  try {
    // Other settings may mean refs of another format, or ones that lie elsewhere.
    if ((await readFile(join(gitDir, "config"), "latin1")) !== bareConfig) return null;
    // Git packs a ref before it removes its file: in this order none is missed.
    const loose = await readLoose(gitDir);
    const hashes = await readPacked(join(gitDir, "packed-refs"));
    for (const [ref, hash] of loose) hashes.set(ref, hash);
    return { hashes, symrefs: new Map() };
  } catch {
    return null;
  }
}

async function readLoose(gitDir: string): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  let count = 0;
  const readFolder = async (folder: string): Promise<void> => {
    const entries = await readdir(join(gitDir, folder), { withFileTypes: true });
    count += entries.length;
    if (count > looseMax) throw new NotPlainError();
    await Promise.all(
      entries.map(async (entry) => {
        // A ref that is about to change: git's own lock, which holds none.
        if (entry.name.endsWith(".lock")) return;
        const ref = `${folder}/${entry.name}`;
        checkName(ref);
        if (entry.isDirectory()) await readFolder(ref);
        else if (entry.isFile()) hashes.set(ref, await readHash(join(gitDir, ref)));
        else throw new NotPlainError();
      }),
    );
  };
  await readFolder("refs");
  return hashes;
}

async function readHash(path: string): Promise<string> {
  const file = await open(path);
  try {
    // One byte more than a hash and its line break, which nothing may follow.
    const { buffer, bytesRead } = await file.read(Buffer.alloc(42), 0, 42, 0);
    const hash = /^((?!0{40})[0-9a-f]{40})\n?$/.exec(buffer.toString("latin1", 0, bytesRead))?.[1];
    if (hash === undefined) throw new NotPlainError();
    return hash;
  } finally {
    await file.close();
  }
}

async function readPacked(path: string): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  const text = await readPackedText(path);
  let last = "";
  for (let at = packedHeader.exec(text)?.[0].length ?? 0; at < text.length; at = packedLine.lastIndex) {
    packedLine.lastIndex = at;
    const [, hash, ref] = packedLine.exec(text) ?? [];
    // In another order, one ref may stand in it twice.
    if (hash === undefined || ref === undefined || ref <= last) throw new NotPlainError();
    checkName(ref);
    hashes.set(ref, hash);
    last = ref;
  }
  return hashes;
}

async function readPackedText(path: string): Promise<string> {
  const file = await open(path).catch((error: unknown) => {
    if (isNotFound(error)) return null;
    throw error;
  });
  if (file === null) return "";
  try {
    if ((await file.stat()).size > packedMaxBytes) throw new NotPlainError();
    return await file.readFile("latin1");
  } finally {
    await file.close();
  }
}

/** Names beyond ASCII are bytes in one place and text in another. */
function checkName(ref: string): void {
  if (!/^[\x21-\x7e]+$/.test(ref) || !isRefName(ref)) throw new NotPlainError();
}
