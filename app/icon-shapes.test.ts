import { icons } from "lucide-react";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { iconNames, largeIconNames } from "@/components/ui/icon-names";

/** One icon as the data of one path: an element for each of its lines is one more that a browser lays out. */
function pathOf(name: string): string {
  const exported = name.replace(/(?:^|-)(.)/g, (_, first: string) => first.toUpperCase());
  const drawn = renderToStaticMarkup(createElement(icons[exported as keyof typeof icons]));
  const lines = [...drawn.matchAll(/<([a-z]+) ([^>]*)>/g)].slice(1);
  return lines
    .map(([, tag = "", text = ""]) => {
      const of = Object.fromEntries(
        [...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value]),
      );
      return lineOf(tag, of);
    })
    .join("");
}

function lineOf(tag: string, of: Record<string, string>): string {
  const number = (key: string) => Number(of[key] ?? 0);
  if (tag === "path") {
    // A first "m" is from the corner; behind another path it would be from where that ended.
    const data = of.d ?? "";
    return data.startsWith("m") ? `M0 0${data}` : data;
  }
  if (tag === "line") return `M${of.x1} ${of.y1}L${of.x2} ${of.y2}`;
  if (tag === "polyline") return `M${of.points}`;
  if (tag === "circle") {
    const r = number("r");
    return `M${number("cx") - r} ${number("cy")}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
  }
  if (tag === "rect") {
    const [width, height, r] = [number("width"), number("height"), number("rx")];
    const corner = (x: number, y: number) => (r === 0 ? "" : `a${r} ${r} 0 0 1 ${x * r} ${y * r}`);
    return (
      `M${number("x") + r} ${number("y")}h${width - 2 * r}${corner(1, 1)}v${height - 2 * r}${corner(-1, 1)}` +
      `h${2 * r - width}${corner(-1, -1)}v${2 * r - height}${corner(1, -1)}z`
    );
  }
  throw new Error(`no path is known for a ${tag}`);
}

/** The icons one below the other in one image: each image is a document of its own to the browser. */
function sheetRules(names: readonly string[], size: string, strokeWidth: number): string {
  const paths = names.map((name, at) => `<path transform='translate(0 ${24 * at})' d='${pathOf(name)}'/>`);
  const svg =
    `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 ${24 * names.length}' fill='none' stroke='black' ` +
    `stroke-width='${strokeWidth}' stroke-linecap='round' stroke-linejoin='round'>${paths.join("")}</svg>`;
  const url = svg.replaceAll("<", "%3C").replaceAll(">", "%3E");
  const mask = `    mask:\n      url("data:image/svg+xml,${url}")\n      0 0 / 100% ${100 * names.length}% no-repeat content-box;\n`;
  const place = (at: number) => Number(((100 * at) / (names.length - 1)).toFixed(5));
  const rules = names.map((name, at) => [`[data-icon="${name}"]`, `    mask-position: 0 ${place(at)}%;\n`]);
  return [["[data-icon]", mask], ...rules].map(([icon, rule]) => `  ${icon}${size} {\n${rule}  }\n`).join("");
}

test("the style sheet has the shape of every icon, as Lucide draws it", async () => {
  const head =
    "/* Drawn by icon-shapes.test.ts from Lucide's icons: `npx vitest run app/icon-shapes.test.ts -u`. */\n";
  const rules = sheetRules(iconNames, "", 2) + sheetRules(largeIconNames, '[data-size="24"]', 1.5);
  await expect(`${head}@layer components {\n${rules}}\n`).toMatchFileSnapshot("./icon-shapes.css");
});

test("an icon that is also large is an icon", () => {
  expect(iconNames).toEqual(expect.arrayContaining([...largeIconNames]));
});
