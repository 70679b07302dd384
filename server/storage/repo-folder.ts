import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { failPoint } from "@/server/fail-point";
import { makeFolderDurably, syncFolder, writeFileDurably } from "./durable";
import { StorageError } from "./repo-storage";

/** Where things lie in the data folder. Only `server/storage` knows. */
export class DataFolders {
  readonly root: string;
  readonly repos: string;
  /** Half-made things: repos before their rename, packs in quarantine. Emptied at every start. */
  readonly incoming: string;
  /** Removed repos whose files are not gone yet. Emptied at every start. */
  readonly trash: string;
  readonly gitConfigFile: string;

  constructor(dataDir: string) {
    this.root = dataDir;
    this.repos = join(dataDir, "repos");
    this.incoming = join(dataDir, "incoming");
    this.trash = join(dataDir, "trash");
    this.gitConfigFile = join(dataDir, "gitconfig");
  }

  /** The folder of a repo. Throws `StorageError` for what cannot be an id. */
  repo(id: string): string {
    if (!/^[A-Za-z0-9][A-Za-z0-9_-]{3,63}$/.test(id)) throw missingRepo();
    // By its end: ids begin with a word that they share. Two levels keep folders small with a million repos.
    return join(this.repos, id.slice(-4, -2), id.slice(-2), `${id}.git`);
  }

  newIncoming(label: string): string {
    return join(this.incoming, `${label}-${randomBytes(8).toString("hex")}`);
  }
}

export function missingRepo(): StorageError {
  return new StorageError("missing-repo", "the repo does not exist");
}

/** What every repo that is made here is set to, and nothing else. */
export const bareConfig = "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true\n";

/**
 * Makes a bare repo at `path` in one rename. Its parts are what `git init --bare` makes, without the samples; `fill` adds
 * what it holds from the start, and flushes its own files.
 */
export async function makeBareRepo(
  folders: DataFolders,
  path: string,
  headRef: string,
  fill?: (temporary: string) => Promise<void>,
): Promise<void> {
  const temporary = folders.newIncoming("new");
  try {
    const made = ["", "objects", "objects/info", "objects/pack", "refs", "refs/heads", "refs/tags"];
    for (const each of made) await mkdir(join(temporary, each));
    await Promise.all([
      writeFileDurably(join(temporary, "HEAD"), `ref: ${headRef}\n`),
      writeFileDurably(join(temporary, "config"), bareConfig),
    ]);
    await fill?.(temporary);
    // At once, so that the disk flushes its journal for all of them together.
    await Promise.all(made.map((each) => syncFolder(join(temporary, each))));
    failPoint(fill === undefined ? "create:folder-filled" : "fork:folder-filled");
    await makeFolderDurably(dirname(path));
    await rename(temporary, path);
    await syncFolder(dirname(path));
    failPoint(fill === undefined ? "create:folder-renamed" : "fork:folder-renamed");
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw error;
  }
}

/** The full name that HEAD points at. Null when there is no repo. */
export async function readHeadRef(path: string): Promise<string | null> {
  let text: string;
  try {
    text = await readFile(join(path, "HEAD"), "utf8");
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
  const headRef = /^ref: (refs\/\S+)\s*$/.exec(text)?.[1];
  if (headRef === undefined) throw new StorageError("damaged", "HEAD is not a symbolic ref");
  return headRef;
}

/** The commits at which the repo's own history ends, as an import with a depth leaves it. */
export async function readShallow(path: string): Promise<string[]> {
  try {
    const text = await readFile(join(path, "shallow"), "latin1");
    return text.split("\n").filter((line) => /^[0-9a-f]{40}$/.test(line));
  } catch (error) {
    if (isNotFound(error)) return [];
    throw error;
  }
}

/** Ids of all repos below `reposDir`, in no order. */
export async function* walkRepoIds(reposDir: string): AsyncIterable<string> {
  for (const first of await namesIn(reposDir)) {
    for (const second of await namesIn(join(reposDir, first))) {
      for (const name of await namesIn(join(reposDir, first, second))) {
        if (name.endsWith(".git")) yield name.slice(0, -".git".length);
      }
    }
  }
}

export async function emptyFolder(path: string): Promise<void> {
  for (const name of await namesIn(path)) await rm(join(path, name), { recursive: true, force: true });
}

async function namesIn(path: string): Promise<string[]> {
  try {
    return await readdir(path);
  } catch (error) {
    if (isNotFound(error)) return [];
    throw error;
  }
}

export function isNotFound(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "ENOENT" || code === "ENOTDIR";
}
