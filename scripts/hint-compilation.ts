import { readdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";

const manifest = z.object({ rootMainFiles: z.array(z.string()) });

/** V8's word for it: https://github.com/WICG/explicit-javascript-compile-hints-file-based. Other browsers take it for a comment. */
export const hint = "//# allFunctionsCalledOnLoad\n";
/** What is larger, and no part of every page, is a library that is loaded for what few pages show. */
const maxBytes = 65_536;

/**
 * Says of the dashboard's scripts that what is in them will run. Chromium then compiles it while the script arrives, on other threads;
 * else each function would be compiled where it first runs, which is most of what a page's scripts cost a slow phone.
 */
export async function hintCompilation(buildDir: string): Promise<void> {
  const { rootMainFiles } = manifest.parse(
    JSON.parse(await readFile(path.join(buildDir, "build-manifest.json"), "utf8")),
  );
  const ofEveryPage = new Set(rootMainFiles.map((file) => path.basename(file)));
  const chunks = path.join(buildDir, "static", "chunks");
  for (const name of await readdir(chunks)) {
    if (!name.endsWith(".js")) continue;
    const file = path.join(chunks, name);
    if (!ofEveryPage.has(name) && (await stat(file)).size > maxBytes) continue;
    const script = await readFile(file, "utf8");
    if (script.startsWith(hint)) continue;
    // Whole or as it was: the build before may be served still.
    await writeFile(`${file}.new`, hint + script);
    await rename(`${file}.new`, file);
  }
}
