import { extractLeaks, type Leak } from "@/lib/leaks/extract-leaks";
import { type FoundCloudflareKey, findCloudflareKeys } from "@/lib/leaks/find-cloudflare-keys";

/** What a text holds, with the secrets themselves: for the server's memory alone. */
export interface TextFindings {
  leaks: Leak[];
  keys: (FoundCloudflareKey & { line: number; column: number })[];
}

/** Of one file, and places of one token in it; more are no news. */
const findingsMax = 200;
const placesMax = 20;

/**
 * Reads bytes of any kind for tokens. UTF-16 with a mark, UTF-8, else every byte a character: so are programs and databases
 * read too, and UTF-16 without a mark, for NULs between letters are undone like any disguise.
 */
export function readText(bytes: Uint8Array): TextFindings {
  const text = textOf(bytes);
  return {
    leaks: extractLeaks(text)
      .slice(0, findingsMax)
      .map((leak) => ({ ...leak, places: leak.places.slice(0, placesMax) })),
    keys: findCloudflareKeys(text)
      .slice(0, findingsMax)
      .map((key) => ({ ...key, ...positionOf(text, key.start) })),
  };
}

function textOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("latin1").decode(bytes);
  }
}

function positionOf(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let lineStart = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) {
    line += 1;
    lineStart = at + 1;
  }
  return { line, column: offset - lineStart + 1 };
}
