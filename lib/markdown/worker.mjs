// @ts-check
// Plain JavaScript: Node starts this file as it stands in tests; Turbopack bundles it for the dashboard.
import { parentPort, workerData } from "node:worker_threads";
import rehypeRaw from "rehype-raw";
import rehypeSanitize from "rehype-sanitize";
import remarkGfm from "remark-gfm";
import remarkMath from "remark-math";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified } from "unified";
import { drawAlerts } from "./alerts.mjs";
import { markDisplayMath, mathOfDollars } from "./dollar-math.mjs";
import { drawMath } from "./draw-math.mjs";
import { drawEmoji } from "./emoji.mjs";
import { fits } from "./fits.mjs";
import { frontMatterTable, splitFrontMatter } from "./front-matter.mjs";

/**
 * @typedef {{ id: number, source: string }} Job
 * @typedef {{ schema: import("rehype-sanitize").Options, math: import("./draw-math.mjs").MathSetup,
 *   maxNodes: number, maxDepth: number }} Setup
 */

/** @type {Setup} */
const setup = workerData;
const port = parentPort;
if (port === null) throw new Error("worker.mjs runs as a worker thread only");

const processor = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkMath, { singleDollarTextMath: false })
  .use(mathOfDollars)
  .use(markDisplayMath)
  .use(drawAlerts)
  // The sanitiser prefixes every id; a prefix of its own here would be a second one.
  .use(remarkRehype, { allowDangerousHtml: true, clobberPrefix: "" })
  .use(rehypeRaw)
  .use(rehypeSanitize, setup.schema);

/** @param {string} source */
async function parse(source) {
  const { rows, body } = splitFrontMatter(source);
  const root = processor.runSync(processor.parse(body), body);
  // Before anything walks the tree by recursion.
  if (!fits(root, setup)) return null;
  drawEmoji(root);
  await drawMath(root, setup.math);
  if (rows !== null) root.children.unshift(frontMatterTable(rows));
  const whole = { maxNodes: setup.maxNodes + setup.math.maxNodes, maxDepth: setup.maxDepth + 150 };
  return fits(root, whole) ? JSON.stringify(root) : null;
}

port.on("message", (/** @type {Job} */ { id, source }) => {
  parse(source).then(
    (tree) => port.postMessage({ id, tree }),
    // The parsers recurse: nesting in the ten thousands ends on the stack.
    () => port.postMessage({ id, tree: null }),
  );
});
port.postMessage({ ready: true });
