import "server-only";
import { createHash } from "node:crypto";
import { availableParallelism } from "node:os";
import type { Root } from "hast";
import { type Components, toJsxRuntime } from "hast-util-to-jsx-runtime";
import { LRUCache } from "lru-cache";
import { Fragment, jsx, jsxs } from "react/jsx-runtime";
import { type NamedHtml, staticHtml } from "@/lib/html/static-html";
import { setProvisional } from "@/lib/process/page-request";
import { perProcess } from "@/lib/process/per-process";
import type { Heading } from "./heading";
import { createMarkdownWorker, type ParsedMarkdown } from "./markdown-worker";
import { rehypeRepo } from "./rehype-repo";
import type { MarkdownPlace } from "./resolve-url";
import { weighSource } from "./weigh-source";

/** Longer Markdown (in UTF-16 units) is shown as it is written. */
const markdownMaxChars = 524_288;

export type RenderedMarkdown =
  | {
      kind: "rendered";
      content: NamedHtml;
      headings: Heading[];
      hasFormulas: boolean;
      hasDiagrams: boolean;
    }
  | { kind: "plain"; reason: "too-large" | "too-slow" | "busy" }
  /** `excess`: what it has too much of; null where that is not known. */
  | { kind: "plain"; reason: "too-complex"; excess: string | null };

/** What draws the two elements that `rehypeRepo` leaves to the page. */
export type MarkdownComponents = Required<Pick<Components, "figure" | "svg">>;

interface Order {
  source: string;
  owner: string;
  weight: number;
}

/** One thread for what is light, and besides so many that the page's own thread keeps a core where there are several. */
const slowWorkers = Math.min(4, Math.max(1, availableParallelism() - 1));

const renderer = perProcess("markdown-renderer", () => {
  const worker = createMarkdownWorker({
    maxNodes: 30_000,
    maxDepth: 100,
    maxFormulas: 1_000,
    maxFormulaChars: 4_000,
    maxFormulaNodes: 20_000,
    timeoutMs: 6_000,
    lanes: { quickMs: 2_500, slowWorkers, slowPerOwner: Math.ceil(slowWorkers / 2), waitMs: 20_000 },
  });
  const trees = new LRUCache<string, ParsedMarkdown, Order>({
    maxSize: 16 * 1_048_576,
    sizeCalculation: ({ tree }) => 2 * (tree?.length ?? 0) + 256,
    // What was given up may have been the machine's fault.
    ttl: 3_600_000,
    fetchMethod: async (_key, _stale, { context: { source, ...order } }) => {
      const parsed = await worker.parse(source, order);
      // Not the file's fault: it is asked for again.
      return parsed.tree === null && parsed.reason === "busy" ? undefined : parsed;
    },
  });
  /** Whole results, for the place they were made for. */
  const rendered = new LRUCache<string, { result: RenderedMarkdown; sizeBytes: number }>({
    maxSize: 64 * 1_048_576,
    sizeCalculation: ({ sizeBytes }) => sizeBytes,
  });
  return { trees, rendered };
});

/**
 * Markdown as HTML, with the headings that a table of contents lists. Whatever it holds, nothing in the result runs,
 * loads from another site or leaves its place. `components` must be the same at every call.
 */
export async function renderMarkdown(
  source: string,
  place: MarkdownPlace,
  components: MarkdownComponents,
): Promise<RenderedMarkdown> {
  if (source.length > markdownMaxChars) return { kind: "plain", reason: "too-large" };
  const { trees, rendered } = renderer();
  const key = createHash("sha256").update(source).digest("base64");
  const { namespace, repo, refName, directory, attachments } = place;
  const images = createHash("sha256")
    .update(JSON.stringify(attachments ?? {}))
    .digest("base64");
  const keyHere = JSON.stringify([key, namespace, repo, refName, directory, images]);
  const kept = rendered.get(keyHere);
  if (kept !== undefined) return kept.result;

  const { weight, excess } = weighSource(source);
  if (excess !== null) return { kind: "plain", reason: "too-complex", excess };
  const parsed = await trees.fetch(key, { context: { source, owner: `${namespace}/${repo}`, weight } });
  if (!parsed) {
    setProvisional();
    return { kind: "plain", reason: "busy" };
  }
  if (parsed.tree === null) {
    const { reason } = parsed;
    return reason === "too-complex" ? { kind: "plain", reason, excess: null } : { kind: "plain", reason };
  }
  // Our own worker's answer; a tree of its own each time, as it is changed for its place.
  const tree: Root = JSON.parse(parsed.tree);
  const { headings, hasFormulas, hasDiagrams, isComplete } = await rehypeRepo(tree, place);
  const content = await staticHtml(null, () => toJsxRuntime(tree, { Fragment, jsx, jsxs, components }));
  const result = { kind: "rendered" as const, content, headings, hasFormulas, hasDiagrams };
  if (!isComplete) setProvisional();
  // Two bytes a character; the headings are some of them once more.
  else rendered.set(keyHere, { result, sizeBytes: 3 * content.html.length + 1_024 });
  return result;
}
