// @ts-check
// Plain JavaScript: Node starts this file as it stands in tests; Turbopack bundles it for the dashboard.
import { parentPort, workerData } from "node:worker_threads";
import rehypeRaw from "rehype-raw";
import rehypeSanitize from "rehype-sanitize";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified } from "unified";

/**
 * @typedef {{ id: number, source: string }} Job
 * @typedef {{ schema: import("rehype-sanitize").Options, maxNodes: number, maxDepth: number }} Setup
 */

/** @type {Setup} */
const setup = workerData;
const port = parentPort;
if (port === null) throw new Error("worker.mjs runs as a worker thread only");

const processor = unified()
  .use(remarkParse)
  .use(remarkGfm)
  // The sanitiser prefixes every id; a prefix of its own here would be a second one.
  .use(remarkRehype, { allowDangerousHtml: true, clobberPrefix: "" })
  .use(rehypeRaw)
  .use(rehypeSanitize, setup.schema);

/**
 * Drops what nobody reads, and counts. False when there is more than a page can hold.
 * @param {import("hast").Root} root
 */
function fits(root) {
  let nodes = 0;
  /** @type {[import("hast").Nodes, number][]} */
  const open = [[root, 0]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, depth] = next;
    if (++nodes > setup.maxNodes || depth > setup.maxDepth) return false;
    delete node.position;
    delete node.data;
    if ("children" in node) for (const child of node.children) open.push([child, depth + 1]);
  }
  return true;
}

port.on("message", (/** @type {Job} */ { id, source }) => {
  try {
    const root = processor.runSync(processor.parse(source));
    port.postMessage({ id, tree: fits(root) ? JSON.stringify(root) : null });
  } catch {
    // The parsers recurse: nesting in the ten thousands ends on the stack.
    port.postMessage({ id, tree: null });
  }
});
port.postMessage({ ready: true });
