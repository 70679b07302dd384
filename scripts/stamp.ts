import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

/**
 * A hash over the paths and contents of everything below `inputs` (files or folders, relative to `root`; what is not there
 * counts as such). Contents, not times: switching branches back and forth must not rebuild.
 */
export function stampOf(root: string, inputs: string[]): string {
  const hash = createHash("sha256").update(`${process.version} ${process.platform} ${process.arch}\n`);
  for (const input of inputs) {
    for (const file of filesBelow(root, input)) {
      const content = readFileSync(path.join(root, file));
      hash.update(`${file}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest("hex");
}

function filesBelow(root: string, input: string): string[] {
  const full = path.join(root, input);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [input];
  return readdirSync(full, { withFileTypes: true })
    .filter((entry) => !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => `${input}/${entry.name}`)
    .sort()
    .flatMap((child) => filesBelow(root, child));
}

/** Builds unless the stamp beside the last build says that nothing changed since. */
export async function whenStale(
  stampFile: string,
  currentStamp: () => string,
  build: () => Promise<void>,
): Promise<"built" | "fresh"> {
  const stamp = currentStamp();
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return "fresh";
  // Gone while building, so that a build that was killed is no fresh one.
  rmSync(stampFile, { force: true });
  await build();
  mkdirSync(path.dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, stamp);
  return "built";
}
