import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import type { Page, Request } from "@playwright/test";
import { z } from "zod";
import { untilAtRest } from "./at-rest";

const manifest = z.object({ rootMainFiles: z.array(z.string()), polyfillFiles: z.array(z.string()) });

/** What the scripts weigh, in gzipped bytes, that a page loads by itself beyond those Next brings to every page. */
export async function scriptBytesBeyondNext(page: Page, url: string): Promise<number> {
  const { rootMainFiles, polyfillFiles } = manifest.parse(
    JSON.parse(await readFile(".next/build-manifest.json", "utf8")),
  );
  const ofNext = new Set([...rootMainFiles, ...polyfillFiles].map((file) => `/_next/${file}`));
  let bytes = 0;
  for (const path of await loadedScripts(page, url)) {
    if (!ofNext.has(path)) bytes += gzipSync(await readFile(path.replace("/_next/", ".next/"))).byteLength;
  }
  return bytes;
}

async function loadedScripts(page: Page, url: string): Promise<Set<string>> {
  const paths = new Set<string>();
  const listen = (request: Request) => {
    if (request.resourceType() === "script") paths.add(new URL(request.url()).pathname);
  };
  page.on("request", listen);
  await page.goto(url);
  await untilAtRest(page);
  page.off("request", listen);
  return paths;
}
