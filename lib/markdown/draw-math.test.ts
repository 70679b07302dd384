import type { Root } from "hast";
import { expect, test } from "vitest";
import { drawMath } from "./draw-math.mjs";
import { mathSchema, mathStyle } from "./schema";

async function drawn(formulas: string[], maxNodes: number): Promise<string> {
  const root: Root = {
    type: "root",
    children: formulas.map((value) => ({
      type: "element",
      tagName: "code",
      properties: { className: ["language-math", "math-display"] },
      children: [{ type: "text", value }],
    })),
  };
  await drawMath(root, {
    schema: mathSchema,
    style: mathStyle,
    maxFormulas: 100,
    maxFormulaChars: 1000,
    maxNodes,
  });
  return JSON.stringify(root);
}

test("formulas beyond what a page holds are MathML alone", async () => {
  const tree = await drawn(Array(8).fill("\\frac{a}{b}"), 100);
  expect(tree.match(/"tagName":"math"/g)).toHaveLength(8);
  const count = tree.match(/"katex-html"/g)?.length ?? 0;
  expect(count).toBeGreaterThan(1);
  expect(count).toBeLessThan(8);
});

/** One of every feature: none is refused for the style it is drawn with, and none loses it. */
test.each([
  "\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}",
  "\\begin{array}{|c|c:c|}\\hline1&2&3\\\\\\hdashline 4&5&6\\\\[2em]\\hline\\end{array}",
  "f(x)=\\begin{cases}x^2&\\text{if }x>0\\\\0\\end{cases}",
  "\\left(\\frac{\\sqrt[3]{x}}{y}\\middle|\\Biggl\\{z\\right)",
  "\\cancel{a}\\bcancel{b}\\xcancel{c}\\sout{d}\\boxed{e}\\fbox{f}\\fcolorbox{red}{aqua}{g}\\angl n",
  "\\textcolor{#123456}{a}\\color{blue}b\\colorbox{yellow}{c}\\phantom{d}\\pmb{e}",
  "\\widehat{abc}\\vec{d}\\overbrace{e}^f\\underbrace{g}_h\\overline i\\underline j\\utilde{k}\\overgroup{l}",
  "\\sum_{i=1}^n\\int_0^\\infty\\oint\\lim_{x\\to0}\\operatorname*{arg\\,max}_x\\tag{7}",
  "\\xrightarrow[a]{b}\\overset c=\\begin{CD}A@>f>>B\\\\@VgVV@|\\\\C@=D\\end{CD}",
  "\\tiny a\\Huge b\\rule[-1em]{2em}{3em}\\raisebox{1em}{c}\\smash d\\llap e\\mathrlap f\\kern-2em g\\hspace{3em}h",
  "\\begin{aligned}a&=b\\\\&=c\\end{aligned}\\begin{rcases}d\\end{rcases}\\substack{e\\\\f}\\genfrac[]{0pt}{}nk",
])("%s is drawn", async (formula) => {
  expect(await drawn([formula], 10_000)).toContain("katex-html");
});
