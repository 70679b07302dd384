// @ts-check
import rehypeRaw from "rehype-raw";
import rehypeSanitize from "rehype-sanitize";
import { unified } from "unified";
import { fits } from "./fits.mjs";

/**
 * @typedef {{ schema: import("rehype-sanitize").Options, maxFormulas: number, maxFormulaChars: number }} MathSetup
 */

/** What one formula may become: it must not use up what the whole text may. */
const formulaLimits = { maxNodes: 3_000, maxDepth: 60 };

/**
 * Turns the formulas of a sanitised tree into MathML, which browsers draw themselves. What KaTeX wrote is read and
 * sanitised as if a stranger had written it. A formula that KaTeX does not understand, or that is too long, stays as it is
 * written. Loads KaTeX with the first formula.
 * @param {import("hast").Root} root
 * @param {MathSetup} setup
 */
export async function drawMath(root, setup) {
  const formulas = findFormulas(root).slice(0, setup.maxFormulas);
  if (formulas.length === 0) return;
  const { default: katex } = await import("katex");
  const processor = unified().use(rehypeRaw).use(rehypeSanitize, setup.schema);
  for (const { parent, at, source, isDisplay } of formulas) {
    if (source.length > setup.maxFormulaChars) continue;
    try {
      const mathml = katex.renderToString(source, {
        output: "mathml",
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
      const drawn = processor.runSync({ type: "root", children: [{ type: "raw", value: mathml }] });
      const math = drawn.type === "root" ? drawn.children[0] : undefined;
      if (math?.type !== "element" || math.tagName !== "math" || !fits(math, formulaLimits)) continue;
      parent.children[at] = isDisplay
        ? {
            type: "element",
            // It may stand in a paragraph.
            tagName: "span",
            properties: { className: ["math-box"], tabIndex: 0, role: "region", ariaLabel: "Formula" },
            children: [math],
          }
        : math;
    } catch {
      // Not TeX, or not what KaTeX knows of it: its source says more than a message.
    }
  }
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
