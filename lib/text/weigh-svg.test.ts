import { expect, test } from "vitest";
import { svgDrawnChars, svgDrawnWeight, svgWeightMax, weighSvg } from "./weigh-svg";

const svg = (body: string) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">${body}</svg>`;

/** Levels that each use the one below ten times. */
const laughs = (levels: number, use: (id: string) => string, wrap: (id: string, inner: string) => string) =>
  svg(
    `<defs>${wrap("l0", "<rect width='1' height='1'/>")}${Array.from({ length: levels }, (_, level) =>
      wrap(`l${level + 1}`, use(`l${level}`).repeat(10)),
    ).join("")}</defs>${use(`l${levels}`)}`,
  );
const group = (id: string, inner: string) => `<g id="${id}">${inner}</g>`;

function png(width: number, height: number): string {
  const bytes = Buffer.alloc(40);
  bytes.write("\x89PNG\r\n\x1a\n", "latin1");
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes.toString("base64");
}

test.each([
  ["uses of uses", laughs(9, (id) => `<use href="#${id}"/>`, group)],
  ["the same by XLink and single quotes", laughs(9, (id) => `<use xlink:href='#${id}'/>`, group)],
  ["the same with a prefix", laughs(9, (id) => `<use href="#${id}"/>`, group).replaceAll("<use", "<svg:use")],
  [
    "symbols",
    laughs(
      9,
      (id) => `<use href="#${id}"></use>`,
      (id, inner) => `<symbol id="${id}">${inner}</symbol>`,
    ),
  ],
  [
    "patterns in patterns",
    laughs(
      9,
      (id) => `<rect fill="url(#${id})"/>`,
      (id, inner) => `<pattern id="${id}">${inner}</pattern>`,
    ),
  ],
  [
    "masks by a style",
    laughs(
      9,
      (id) => `<rect style="mask: url('#${id}')"/>`,
      (id, inner) => `<mask id="${id}">${inner}</mask>`,
    ),
  ],
  [
    "rules of a style sheet",
    svg(
      `<style>.a{mask:url(#a)}.b{mask:url(#b)}</style><mask id="a">${"<rect class='b'/>".repeat(2_000)}</mask>` +
        `<mask id="b">${"<rect/>".repeat(2_000)}</mask>${"<rect class='a'/>".repeat(2_000)}`,
    ),
  ],
  ["groups in groups", svg("<g>".repeat(5_000))],
  ["a path of many commands", svg(`<path d="${"M0 0L1 1".repeat(300_000)}"/>`)],
  [
    "a path used often",
    svg(`<path id="p" d="${"M0 0L1 1".repeat(10_000)}"/>${'<use href="#p"/>'.repeat(100)}`),
  ],
  [
    "filters on many elements",
    svg(`<filter id="f">${"<feTurbulence/>".repeat(10)}</filter>${'<rect filter="url(#f)"/>'.repeat(100)}`),
  ],
  ["animations", svg("<rect><animate attributeName='x'/></rect>".repeat(1_000))],
  [
    "a large drawing that moves",
    svg(`<rect><animate attributeName="x"/></rect>${"<path d='M0 0'/>".repeat(3_000)}`),
  ],
  [
    "a large drawing that a style moves",
    svg(
      `<style>@keyframes a{to{opacity:0}}.a{animation:a 1s infinite}</style>${"<path d='M0 0'/>".repeat(3_000)}`,
    ),
  ],
  [
    "a filter that moves",
    svg(`<filter id="f">${"<feTurbulence/>".repeat(8)}<animate/></filter><rect filter="url(#f)"/>`),
  ],
  [
    "a filter of a wide region",
    svg('<filter id="f" width="10000%" height="10000%"><feGaussianBlur/></filter><rect filter="url(#f)"/>'),
  ],
  [
    "noise of many octaves",
    svg('<filter id="f"><feTurbulence numOctaves="9999"/></filter><rect filter="url(#f)"/>'),
  ],
  ["a wide kernel", svg('<filter id="f"><feConvolveMatrix order="90"/></filter><rect filter="url(#f)"/>')],
  ["a wide morphology", svg('<filter id="f"><feMorphology radius="5000"/></filter><rect filter="url(#f)"/>')],
  [
    "a wide blur",
    svg('<filter id="f"><feGaussianBlur stdDeviation="90000"/></filter><rect filter="url(#f)"/>'),
  ],
  ["short dashes", svg('<path stroke-dasharray="0.001" d="M0 0H4000V4000"/>'.repeat(2))],
  [
    "short dashes of a style",
    svg('<path style="stroke-dasharray: .001 .001" d="M0 0H4000V4000"/>'.repeat(2)),
  ],
  ["short dashes of a style sheet", svg("<style>path{stroke-dasharray:0.0001}</style><path d='M0 0H9'/>")],
  ["an image of a gigapixel", svg(`<image href="data:image/png;base64,${png(40_000, 40_000)}"/>`)],
  [
    "a heavy drawing in a drawing",
    svg(
      `<image href="data:image/svg+xml;base64,${Buffer.from(laughs(9, (id) => `<use href="#${id}"/>`, group)).toString("base64")}"/>`,
    ),
  ],
  [
    "filters by name on HTML",
    svg(`<foreignObject>${'<div style="backdrop-filter:blur(9px)"></div>'.repeat(400)}</foreignObject>`),
  ],
  [
    "entities of entities",
    `<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>${svg("<text>&b;</text>")}`,
  ],
  [
    "an entity of many elements, used often",
    `<!DOCTYPE svg [<!ENTITY a "${"<rect width='1'/>".repeat(1_000)}">]>${svg("&a;".repeat(1_000))}`,
  ],
])("%s are heavy", (_name, source) => {
  expect(weighSvg(source)).toBeGreaterThan(svgDrawnWeight);
});

test("what is as long as a browser draws at once is heavy by its length", () => {
  expect(weighSvg(svg(`<path d="${"1 ".repeat(svgDrawnChars / 2)}"/>`))).toBeGreaterThan(svgDrawnWeight);
});

test("an ordinary drawing is light, with gradients, styles, a shadow and the entities of a drawing program", () => {
  const source = `<?xml version="1.0"?><!DOCTYPE svg PUBLIC "a" "b" [<!ENTITY ns_svg "http://www.w3.org/2000/svg">]>${svg(
    `<!-- <use href="#x"/> --><style><![CDATA[.c{fill:url(#g)}]]></style>
    <linearGradient id="g"><stop/><stop/></linearGradient>
    <filter id="shadow"><feGaussianBlur/><feOffset/><feMerge/></filter>
    <symbol id="icon"><path d="M0 0h1v1z"/></symbol>
    ${"<path class='c' d='M0 0 L 10 10 C 1 2 3 4 5 6 Z'/>".repeat(5_000)}${'<use href="#icon" x="1"/>'.repeat(500)}
    ${'<g filter="url(#shadow)"><rect/></g>'.repeat(20)}`,
  )}`;
  expect(weighSvg(source)).toBeLessThan(svgDrawnWeight);
});

test.each([
  ["a spinner", svg(`${'<circle r="4"><animate attributeName="r"/></circle>'.repeat(12)}`)],
  [
    "a card that fades in",
    svg(
      `<style>@keyframes a{to{opacity:1}}.a{animation:a 1s}</style>${"<g class='a'><text>x</text></g>".repeat(200)}`,
    ),
  ],
  ["a badge with a photo", svg(`<image href="data:image/png;base64,${png(4_000, 3_000)}"/>`)],
  ["dashed lines", svg('<path stroke-dasharray="4 2" d="M0 0H400V400"/>'.repeat(50))],
  [
    "a soft shadow",
    svg(
      '<filter id="f" x="-50%" y="-50%" width="200%" height="200%"><feGaussianBlur stdDeviation="20"/></filter><g filter="url(#f)"/>',
    ),
  ],
  ["paper", svg('<filter id="f"><feTurbulence numOctaves="5"/></filter><rect filter="url(#f)"/>')],
])("%s is light", (_name, source) => {
  expect(weighSvg(source)).toBeLessThan(svgDrawnWeight);
});

test("what uses itself is counted, and ends", () => {
  const circle =
    '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/><use href="#b"/></g><use href="#a"/>';
  expect(weighSvg(svg(circle))).toBeLessThan(100);
  const chain = Array.from({ length: 20_000 }, (_, n) => `<g id="c${n}"><use href="#c${n + 1}"/></g>`).join(
    "",
  );
  expect(weighSvg(svg(`<defs>${chain}</defs>`))).toBeLessThanOrEqual(svgWeightMax);
});

test("half a megabyte of anything is read in as many steps", () => {
  for (const unit of [
    "<",
    "<a",
    "<!--",
    "<![CDATA[",
    "<a b='",
    '<a b="',
    "<a b=c ",
    "url(",
    "url(# ",
    "</",
    "<?",
    "a ",
    "<style>",
    "<!ENTITY",
  ]) {
    const many = unit.repeat(Math.floor(524_288 / unit.length));
    expect(weighSvg(many)).toBeGreaterThanOrEqual(0);
    expect(weighSvg(`<svg ${many}`)).toBeGreaterThanOrEqual(0);
  }
});
