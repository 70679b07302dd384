import "server-only";
import { createHash } from "node:crypto";
import type { Root } from "hast";
import { toJsxRuntime } from "hast-util-to-jsx-runtime";
import { LRUCache } from "lru-cache";
import type { ReactElement } from "react";
import { Fragment, jsx, jsxs } from "react/jsx-runtime";
import { createMarkdownWorker } from "./markdown-worker";
import { rehypeRepo } from "./rehype-repo";
import type { MarkdownPlace } from "./resolve-url";

/** Longer Markdown (in UTF-16 units) is shown as it is written. */
const markdownMaxChars = 524_288;

export type RenderedMarkdown =
  | { kind: "rendered"; content: ReactElement }
  | { kind: "plain"; reason: "too-large" | "too-complex" };

declare global {
  // On the global object for the same reason as the highlighter: one worker, however often this module is loaded.
  var vitrineMarkdown: ReturnType<typeof createParser> | undefined;
}

function createParser() {
  const worker = createMarkdownWorker({ maxNodes: 30_000, maxDepth: 100, timeoutMs: 6_000 });
  const trees = new LRUCache<string, { tree: string | null }, string>({
    maxSize: 32 * 1_048_576,
    sizeCalculation: ({ tree }) => 2 * (tree?.length ?? 0) + 256,
    // What was given up may have been the machine's fault.
    ttl: 3_600_000,
    fetchMethod: async (_key, _stale, { context }) => ({
      tree: await worker.parse(context),
    }),
  });
  return trees;
}

/** Markdown as elements. Whatever it holds, nothing in the result runs, loads from another site or leaves its place. */
export async function renderMarkdown(source: string, place: MarkdownPlace): Promise<RenderedMarkdown> {
  if (source.length > markdownMaxChars) return { kind: "plain", reason: "too-large" };
  globalThis.vitrineMarkdown ??= createParser();
  const key = createHash("sha256").update(source).digest("base64");
  const parsed = await globalThis.vitrineMarkdown.fetch(key, { context: source });
  if (!parsed || parsed.tree === null) return { kind: "plain", reason: "too-complex" };
  // Our own worker's answer; a tree of its own each time, as it is changed for its place.
  const tree: Root = JSON.parse(parsed.tree);
  await rehypeRepo(tree, place);
  return { kind: "rendered", content: toJsxRuntime(tree, { Fragment, jsx, jsxs }) };
}
