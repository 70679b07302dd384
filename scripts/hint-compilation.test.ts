import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, it } from "vitest";
import { hint, hintCompilation } from "./hint-compilation";

const dir = await mkdtemp(path.join(tmpdir(), "vitrine-hint-"));
afterEach(() => rm(dir, { recursive: true }));

it("marks what every page loads and what is small, once, and leaves the rest as it is", async () => {
  const chunks = path.join(dir, "static", "chunks");
  await mkdir(chunks, { recursive: true });
  const large = `f("é");${" ".repeat(70_000)}`;
  const files = { "main.js": large, "small.js": "g()", "library.js": large, "look.css": "a{}" };
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(chunks, name), text);
  await writeFile(
    path.join(dir, "build-manifest.json"),
    JSON.stringify({ rootMainFiles: ["static/chunks/main.js"], pages: {} }),
  );
  for (let run = 0; run < 2; run += 1) {
    await hintCompilation(dir);
    const found: Record<string, string> = {};
    for (const name of await readdir(chunks)) found[name] = await readFile(path.join(chunks, name), "utf8");
    expect(found).toEqual({ ...files, "main.js": hint + large, "small.js": `${hint}g()` });
  }
});
