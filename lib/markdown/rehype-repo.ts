import "server-only";
import { setMaxListeners } from "node:events";
import type { Element, ElementContent, Root, RootContent } from "hast";
import { highlight } from "@/lib/highlight/highlight";
import type { Line } from "@/lib/highlight/roles";
import { type MarkdownPlace, resolveImage, resolveLink } from "./resolve-url";
import { idPrefix } from "./schema";
import { createSlugger } from "./slug";

/** Fenced blocks coloured in one text; the others stay plain. */
const maxHighlights = 200;
const highlightTimeoutMs = 4_000;

/**
 * Fits a sanitised tree into the dashboard: links and images of the repo lead to its pages, those of other sites are
 * marked, headings get names, code its colours, wide tables a box of their own. Must run after the sanitiser: it adds what
 * that would take away, and trusts that nothing active is left.
 */
export async function rehypeRepo(tree: Root, place: MarkdownPlace): Promise<void> {
  const slug = createSlugger();
  const codeBlocks: Element[] = [];

  const visitAll = <T extends RootContent>(nodes: T[], isInLink: boolean): (T | Element)[] =>
    nodes.map((node) => (node.type === "element" ? visit(node, isInLink) : node));

  function visit(element: Element, isInLink: boolean): Element {
    const { tagName } = element;
    element.children = visitAll(element.children, isInLink || tagName === "a");
    if (tagName === "a") fitLink(element, place);
    else if (tagName === "img") return fitImage(element, place, isInLink);
    // A task list's box: what stands beside it is no label of it.
    else if (tagName === "input")
      element.properties.ariaLabel = element.properties.checked ? "Done" : "To do";
    else if (/^h[1-6]$/.test(tagName)) nameHeading(element, slug);
    else if (tagName === "pre") codeBlocks.push(element);
    else if (tagName === "table") {
      // What scrolls must be reached by keyboard.
      return box("div", { className: ["table-box"], tabIndex: 0, role: "region", ariaLabel: "Table" }, [
        element,
      ]);
    }
    return element;
  }

  tree.children = visitAll(tree.children, false);
  await colour(codeBlocks);
}

const box = (tagName: string, properties: Element["properties"], children: ElementContent[]): Element => ({
  type: "element",
  tagName,
  properties,
  children,
});

function fitLink(link: Element, place: MarkdownPlace) {
  const { href } = link.properties;
  if (typeof href !== "string") return;
  const resolved = resolveLink(href, place);
  if (resolved === null) {
    delete link.properties.href;
    return;
  }
  link.properties.href = resolved.url;
  if (resolved.kind === "external") link.properties.rel = ["noopener", "noreferrer", "nofollow"];
}

/** An image of another site is named, not loaded: loading it would tell that site who reads this. */
function fitImage(image: Element, place: MarkdownPlace, isInLink: boolean): Element {
  const { src, alt } = image.properties;
  const text = typeof alt === "string" && alt.trim() !== "" ? alt : "Image";
  const resolved = typeof src === "string" ? resolveImage(src, place) : null;
  if (resolved === null)
    return box("span", {}, [{ type: "text", value: typeof alt === "string" ? alt : "" }]);
  if (resolved.kind === "internal") {
    image.properties.src = resolved.url;
    image.properties.alt = typeof alt === "string" ? alt : "";
    image.properties.loading = "lazy";
    return image;
  }
  const chip = [
    { type: "text" as const, value: text },
    box("small", {}, [{ type: "text", value: "External image, not loaded" }]),
  ];
  const properties = { className: ["external-image"], title: resolved.url };
  return isInLink
    ? box("span", properties, chip)
    : box("a", { ...properties, href: resolved.url, rel: ["noopener", "noreferrer", "nofollow"] }, chip);
}

function nameHeading(heading: Element, slug: (text: string) => string) {
  const text = textOf(heading).trim();
  if (typeof heading.properties.id !== "string") {
    const name = slug(text);
    if (name === "") return;
    heading.properties.id = `${idPrefix}${name}`;
  }
  // The heading of the footnotes is for screen readers only.
  if (heading.properties.className) return;
  heading.children.push(
    box(
      "a",
      { className: ["heading-anchor"], href: `#${heading.properties.id}`, ariaLabel: `Link to “${text}”` },
      [],
    ),
  );
}

function textOf(node: Element | RootContent): string {
  if (node.type === "text") return node.value;
  return node.type === "element" ? node.children.map(textOf).join("") : "";
}

async function colour(blocks: Element[]): Promise<void> {
  const signal = AbortSignal.timeout(highlightTimeoutMs);
  // One listener a block, and no leak: the signal ends with this text.
  setMaxListeners(maxHighlights, signal);
  let count = 0;
  await Promise.all(
    blocks.map(async (pre) => {
      pre.properties = { className: ["code-block"], tabIndex: 0, role: "region", ariaLabel: "Code" };
      const code = pre.children.find((child) => child.type === "element" && child.tagName === "code");
      if (code?.type !== "element") return;
      const language = languageOf(code);
      code.properties = {};
      if (language === null || ++count > maxHighlights) return;
      try {
        const { lines, plainReason } = await highlight({ code: textOf(code), language, signal });
        if (plainReason === null) code.children = lines.flatMap(lineNodes);
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    }),
  );
}

function languageOf(code: Element): string | null {
  const { className } = code.properties;
  const name = Array.isArray(className)
    ? className.find((part) => String(part).startsWith("language-"))
    : undefined;
  return name === undefined ? null : String(name).slice("language-".length);
}

function lineNodes(line: Line): ElementContent[] {
  const nodes: ElementContent[] = line.map(([value, role]) =>
    role === 0
      ? { type: "text", value }
      : box("span", { className: [`t${role}`] }, [{ type: "text", value }]),
  );
  return [...nodes, { type: "text", value: "\n" }];
}
