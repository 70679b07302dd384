import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { writeFileDurably } from "./durable";
import { isNotFound } from "./repo-folder";

/** Git leaves files alone here that it does not know. */
const listPath = join("info", "vitrine-borrowed-packs");

/**
 * Notes in a fork that the packs it has now are its parent's. To rewrite one would cost its whole size on disk, in each
 * fork: 10,000 forks of 1 GB share 1 GB until then.
 */
export async function noteBorrowedPacks(objectDir: string): Promise<void> {
  const names = (await readdir(join(objectDir, "pack"))).flatMap(
    (name) => /^(pack-[0-9a-f]{40})\.pack$/.exec(name)?.[1] ?? [],
  );
  if (names.length > 0)
    await writeFileDurably(join(objectDir, listPath), names.map((name) => `${name}\n`).join(""));
}

/** The packs that this repo has from another one which still uses them. */
export async function listBorrowedPacks(objectDir: string): Promise<Set<string>> {
  const borrowed = new Set<string>();
  let list: string;
  try {
    list = await readFile(join(objectDir, listPath), "utf8");
  } catch (error) {
    if (isNotFound(error)) return borrowed;
    throw error;
  }
  for (const name of list.split("\n").filter((line) => line !== "")) {
    try {
      if ((await stat(join(objectDir, "pack", `${name}.pack`))).nlink > 1) borrowed.add(name);
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }
  return borrowed;
}
