import "server-only";
import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { ReactElement } from "react";
import { perProcess } from "@/lib/process/per-process";

export interface NamedHtml {
  /** Made from the bytes. */
  name: string;
  html: string;
}

const kept = perProcess(
  "static-html",
  () =>
    new LRUCache<string, NamedHtml>({
      maxSize: 64 * 1_048_576,
      // Two bytes a character, as some are beyond Latin 1.
      sizeCalculation: ({ html }, key) => 2 * (html.length + key.length) + 256,
    }),
);

/**
 * The HTML of plain elements and components without state. `of` says what is drawn, with all that it depends on: what it names
 * is drawn once, and kept as long as there is room.
 */
export async function staticHtml(
  of: readonly (string | number | boolean | null)[] | null,
  draw: () => ReactElement,
): Promise<NamedHtml> {
  const key = of === null ? null : JSON.stringify(of);
  const known = key === null ? undefined : kept().get(key);
  if (known !== undefined) return known;
  const { renderToStaticMarkup } = await renderer;
  const html = shorten(renderToStaticMarkup(draw()));
  const name = nameOf(html);
  if (key !== null) kept().set(key, { name, html });
  return { name, html };
}

/** Several as one: a page is left with few of them kept. */
export function joinHtml(parts: readonly NamedHtml[]): NamedHtml {
  const names = parts.map(({ name }) => name).join(" ");
  return { name: nameOf(names), html: parts.map(({ html }) => html).join("") };
}

const nameOf = (text: string) => createHash("sha256").update(text).digest("base64url").slice(0, 22);

/**
 * The same HTML in fewer bytes: a file of a thousand lines has five thousand quotes that it can do without. A `"` stands around the
 * values of attributes alone, as React escapes it everywhere else, and both quotes in both places.
 */
function shorten(html: string): string {
  return html.replaceAll("&#x27;", "'").replace(/="([\w./:#?&;%+,@~!()*-]+)"(?=[ >])/g, "=$1");
}

/** React's own, past the bundler: server components have a React without what it needs. */
const renderer = import(/* turbopackIgnore: true */ "react-dom/server");
