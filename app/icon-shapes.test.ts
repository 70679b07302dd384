import { icons } from "lucide-react";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { iconNames, largeIconNames } from "@/components/ui/icon-names";

function shapeRule(name: string, size: string, strokeWidth: number): string {
  const exported = name.replace(/(?:^|-)(.)/g, (_, first: string) => first.toUpperCase());
  const drawn = renderToStaticMarkup(createElement(icons[exported as keyof typeof icons]));
  const inner = drawn.replace(/^<svg [^>]*>|<\/svg>$/g, "");
  const svg =
    `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='black' stroke-width='${strokeWidth}' ` +
    `stroke-linecap='round' stroke-linejoin='round'>${inner.replaceAll('"', "'").replaceAll(/><\/[a-z]+>/g, "/>")}</svg>`;
  const url = svg.replaceAll("<", "%3C").replaceAll(">", "%3E");
  return `[data-icon="${name}"]${size} {\n  --shape: url("data:image/svg+xml,${url}");\n}\n`;
}

test("the style sheet has the shape of every icon, as Lucide draws it", async () => {
  const sizes = new Set<string>(largeIconNames);
  const rules = iconNames.flatMap((name) => [
    shapeRule(name, "", 2),
    ...(sizes.has(name) ? [shapeRule(name, '[data-size="24"]', 1.5)] : []),
  ]);
  const head =
    "/* Drawn by icon-shapes.test.ts from Lucide's icons: `npx vitest run app/icon-shapes.test.ts -u`. */\n";
  await expect(head + rules.join("")).toMatchFileSnapshot("./icon-shapes.css");
});

test("an icon that is also large is an icon", () => {
  expect(iconNames).toEqual(expect.arrayContaining([...largeIconNames]));
});
