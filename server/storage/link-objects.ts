import { constants } from "node:fs";
import { copyFile, link, mkdir, open, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { listLoose } from "./count-objects";
import { syncFolder, writeFileDurably } from "./durable";
import { isNotFound } from "./repo-folder";
import { StorageError } from "./repo-storage";

/** Far more than pushes can add packs while a folder is read. */
const passesMax = 50;
/** What belongs to one pack. `.keep` and the multi-pack-index are the other repo's own business. */
const packFile = /^(pack-[0-9a-f]{40})\.(pack|idx|rev|bitmap|mtimes)$/;
/** Without these a pack is read all the same. */
const optionalKinds = new Set(["rev", "bitmap"]);

/**
 * Gives the folder `to` all objects of the folder `from`, both laid out like a repo's `objects`, by hard links. Git
 * never writes into a pack, a loose object or a commit-graph that exists: it makes a new one and removes the old name.
 * So neither side ever sees what happens to the other.
 *
 * No lock is taken. What was there at the start is had in the end: a repack puts the new pack in place before it
 * removes the old ones, so a listing that shows nothing new has missed nothing.
 */
export async function linkObjects(from: string, to: string): Promise<void> {
  // Before the packs, so that no commit that the graph knows is missing.
  await linkCommitGraph(from, to);
  for (const hash of await listLoose(from)) {
    const path = join(hash.slice(0, 2), hash.slice(2));
    await mkdir(join(to, hash.slice(0, 2)), { recursive: true });
    await linkOrCopy(join(from, path), join(to, path)).catch(unlessGone);
  }
  const seen = new Set<string>();
  for (let pass = 0; pass < passesMax; pass += 1) {
    const kindsOf = new Map<string, string[]>();
    for (const name of await readdir(join(from, "pack"))) {
      const [, pack, kind] = packFile.exec(name) ?? [];
      if (pack === undefined || kind === undefined || seen.has(pack)) continue;
      kindsOf.set(pack, [...(kindsOf.get(pack) ?? []), kind]);
    }
    // One without its index is still on its way in: nothing that is published needs it.
    const packs = [...kindsOf].filter(([, kinds]) => kinds.includes("idx") && kinds.includes("pack"));
    if (packs.length === 0) return;
    await Promise.all(
      packs.map(([pack, kinds]) => {
        seen.add(pack);
        return linkPack(join(from, "pack", pack), join(to, "pack", pack), kinds);
      }),
    );
  }
  throw new StorageError("busy", "the repo changes too fast to be copied, try again shortly");
}

/** A pack that a repack removes meanwhile is left out whole: its objects are in one that is listed next time. */
async function linkPack(from: string, to: string, kinds: readonly string[]): Promise<void> {
  try {
    for (const kind of kinds) {
      const linked = linkOrCopy(`${from}.${kind}`, `${to}.${kind}`);
      await (optionalKinds.has(kind) ? linked.catch(unlessGone) : linked);
    }
  } catch (error) {
    unlessGone(error);
    for (const kind of kinds) await rm(`${to}.${kind}`, { force: true });
  }
}

/** A list that names a layer which was merged away meanwhile is not taken over: the graph only makes walks faster. */
async function linkCommitGraph(from: string, to: string): Promise<void> {
  const source = join(from, "info", "commit-graphs");
  const target = join(to, "info", "commit-graphs");
  try {
    const list = await readFile(join(source, "commit-graph-chain"), "utf8");
    await mkdir(target);
    for (const hash of list.split("\n").filter((line) => /^[0-9a-f]{40}$/.test(line))) {
      await linkOrCopy(join(source, `graph-${hash}.graph`), join(target, `graph-${hash}.graph`));
    }
    await writeFileDurably(join(target, "commit-graph-chain"), list);
    await syncFolder(target);
  } catch (error) {
    unlessGone(error);
    await rm(target, { recursive: true, force: true });
  }
}

/** A second name for a file; a copy where the file system has no link to give (another disk, 65,000 names on ext4). */
export async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
    return;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (!["EMLINK", "EXDEV", "EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EACCES"].includes(code))
      throw error;
  }
  await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  const file = await open(to, "r");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

function unlessGone(error: unknown): void {
  if (!isNotFound(error)) throw error;
}
