import { readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { z } from "zod";

/**
 * The JavaScript each page loads before it can be used, gzipped, beside what Next itself brings to every page. Needs a build:
 * `npm run build && npx tsx bench/first-load.ts`.
 */
const root = process.cwd();
const routeStats = z.array(z.object({ route: z.string(), firstLoadChunkPaths: z.array(z.string()) }));
const manifest = z.object({ rootMainFiles: z.array(z.string()) });

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(path.join(root, ".next", file), "utf8"));
}

function gzipKb(files: Iterable<string>): number {
  let bytes = 0;
  for (const file of files) bytes += gzipSync(readFileSync(path.join(root, file))).byteLength;
  return bytes / 1024;
}

const { rootMainFiles } = manifest.parse(readJson("build-manifest.json"));
const own = rootMainFiles.map((file) => path.join(".next", file));
const baselineKb = gzipKb(own);
console.log(`${baselineKb.toFixed(1).padStart(8)} KB  Next's own, on every page`);
for (const { route, firstLoadChunkPaths } of routeStats.parse(
  readJson("diagnostics/route-bundle-stats.json"),
)) {
  const beyondKb = gzipKb(firstLoadChunkPaths.filter((file) => !own.includes(file)));
  const totalKb = gzipKb(firstLoadChunkPaths);
  console.log(`${totalKb.toFixed(1).padStart(8)} KB  +${beyondKb.toFixed(1).padStart(5)}  ${route}`);
}
