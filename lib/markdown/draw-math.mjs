// @ts-check
import rehypeRaw from "rehype-raw";
import rehypeSanitize from "rehype-sanitize";
import { unified } from "unified";
import { fits } from "./fits.mjs";

/**
 * @typedef {{ schema: import("rehype-sanitize").Options, style: RegExp, maxFormulas: number, maxFormulaChars: number,
 *   maxNodes: number }} MathSetup
 * `maxNodes`: of all formulas of a text. `style`: what a style attribute may say.
 */

/** What one formula may become: as a drawing, which is nested deep, and as MathML alone. */
const drawingLimits = { maxNodes: 3_000, maxDepth: 150 };
const mathmlLimits = { maxNodes: 3_000, maxDepth: 60 };

/** In MathML: what puts a part of a formula far from its place. */
const farLength = /="-\d{3,}[\d.]*em"|voffset="\d{3,}/;

/**
 * Draws the formulas of a sanitised tree: spans that look the same in every browser, and MathML for those who have them read
 * aloud. Where a text has more than a page can hold, the others are MathML alone, which browsers draw as well as they can. What
 * KaTeX wrote is read and sanitised as if a stranger had written it. A formula that KaTeX does not understand, or that is too
 * long or too large, stays as it is written. Loads KaTeX with the first formula.
 * @param {import("hast").Root} root
 * @param {MathSetup} setup
 */
export async function drawMath(root, setup) {
  const formulas = findFormulas(root).slice(0, setup.maxFormulas);
  if (formulas.length === 0) return;
  const { default: katex } = await import("katex");
  const processor = unified().use(rehypeRaw).use(rehypeSanitize, setup.schema);
  let nodesLeft = setup.maxNodes;
  for (const formula of formulas.filter(({ source }) => source.length <= setup.maxFormulaChars)) {
    try {
      const drawn = draw(formula);
      if (drawn !== null) formula.parent.children[formula.at] = formula.isDisplay ? inBox(drawn) : drawn;
    } catch {
      // Not TeX, or not what KaTeX knows of it: its source says more than a message.
    }
  }

  /** @param {Formula} formula */
  function draw(formula) {
    const whole = nodesLeft > 0 ? read(write(formula, "htmlAndMathml"), drawingLimits) : null;
    if (whole !== null) nodesLeft -= countNodes(whole);
    return whole ?? read(write(formula, "mathml"), mathmlLimits);
  }

  /**
   * @param {Formula} formula
   * @param {"htmlAndMathml" | "mathml"} output
   */
  function write({ source, isDisplay }, output) {
    return katex.renderToString(source, {
      output,
      displayMode: isDisplay,
      throwOnError: true,
      strict: "ignore",
      // No links, images, classes or styles of the author's making.
      trust: false,
      maxSize: 20,
      maxExpand: 300,
      // A macro defined in one formula must not reach the next: the order of drawing is ours.
      globalGroup: false,
    });
  }

  /**
   * @param {string} html
   * @param {{ maxNodes: number, maxDepth: number }} limits
   * @returns {import("hast").Element | null}
   */
  function read(html, limits) {
    // KaTeX bounds lengths, but not those below zero.
    const styles = html.matchAll(/<(?:span|svg)\b[^>]* style="([^"]*)"/g);
    if (farLength.test(html) || [...styles].some(([, style = ""]) => !setup.style.test(style))) return null;
    const tree = processor.runSync({ type: "root", children: [{ type: "raw", value: html }] });
    const [formula] = tree.type === "root" ? tree.children : [];
    return formula?.type === "element" && fits(formula, limits) ? formula : null;
  }
}

/**
 * It may stand in a paragraph, so it is no `div`.
 * @param {import("hast").Element} formula
 * @returns {import("hast").Element}
 */
const inBox = (formula) => ({
  type: "element",
  tagName: "span",
  properties: { className: ["math-box"], tabIndex: 0, role: "region", ariaLabel: "Formula" },
  children: [formula],
});

/**
 * @param {import("hast").Nodes} node
 * @returns {number}
 */
function countNodes(node) {
  return "children" in node ? node.children.reduce((sum, child) => sum + countNodes(child), 1) : 1;
}

/**
 * @typedef {{ parent: import("hast").Parents, at: number, source: string, isDisplay: boolean }} Formula
 * @param {import("hast").Parents} parent
 * @returns {Formula[]}
 */
function findFormulas(parent) {
  return parent.children.flatMap((child, at) => {
    if (child.type !== "element") return [];
    const code = child.tagName === "pre" ? child.children.find((inner) => inner.type === "element") : child;
    if (code?.type !== "element" || code.tagName !== "code") return findFormulas(child);
    const { className } = code.properties;
    if (!Array.isArray(className) || !className.includes("language-math")) return findFormulas(child);
    const source = code.children.map((text) => (text.type === "text" ? text.value : "")).join("");
    return [{ parent, at, source, isDisplay: child !== code || className.includes("math-display") }];
  });
}
