import "server-only";
import { setMaxListeners } from "node:events";
import GithubSlugger from "github-slugger";
import type { Element, ElementContent, Root, RootContent } from "hast";
import { highlight } from "@/lib/highlight/highlight";
import type { Line } from "@/lib/highlight/roles";
import { signedImageUrl } from "@/lib/images/signed-image";
import { idPrefix } from "./fragment";
import type { Heading } from "./heading";
import { type MarkdownPlace, type ResolvedUrl, resolveImage, resolveLink } from "./resolve-url";
import { alertKinds } from "./schema";

/** Fenced blocks coloured in one text; the others stay plain. */
const maxHighlights = 200;
const highlightTimeoutMs = 4_000;
/** Diagrams drawn in one text, and how long the source of one may be (in UTF-16 units); the others stay code. */
const maxDiagrams = 50;
const maxDiagramChars = 20_000;

/**
 * Fits a sanitised tree into the dashboard: links and images of the repo lead to its pages, images of other sites come
 * through this server, headings get names, code its colours, wide tables a box of their own. Must run after the sanitiser:
 * it adds what that would take away, and trusts that nothing active is left. Two elements that no author can write stand for
 * what the page draws: `figure` around the source of a diagram, `svg` for the icon of an alert. `isComplete`: nothing was
 * left out because the machine was busy.
 */
export async function rehypeRepo(
  tree: Root,
  place: MarkdownPlace,
): Promise<{ headings: Heading[]; hasFormulas: boolean; hasDiagrams: boolean; isComplete: boolean }> {
  const slugger = new GithubSlugger();
  const codeBlocks: Element[] = [];
  const headings: Heading[] = [];
  let diagrams = 0;
  let hasFormulas = false;

  const visitAll = <T extends RootContent>(nodes: T[], isInLink: boolean): (T | Element)[] =>
    nodes
      .filter((node) => node.type !== "element" || node.tagName !== "source" || node.properties.srcSet)
      .map((node) => (node.type === "element" ? visit(node, isInLink) : node));

  function visit(element: Element, isInLink: boolean): Element {
    const { tagName } = element;
    if (isFormula(element)) {
      hasFormulas = true;
      return element;
    }
    fitSources(element.children, tagName === "picture" ? place : null);
    element.children = visitAll(element.children, isInLink || tagName === "a");
    if (tagName === "a") fitLink(element, place);
    else if (tagName === "img") return fitImage(element, place, isInLink);
    else if (tagName === "picture") return takeLinkOut(element);
    // A task list's box: what stands beside it is no label of it.
    else if (tagName === "input")
      element.properties.ariaLabel = element.properties.checked ? "Done" : "To do";
    else if (/^h[1-6]$/.test(tagName)) {
      const heading = nameHeading(element, slugger);
      if (heading !== null) headings.push(heading);
    } else if (hasClass(element, "markdown-alert")) drawIcon(element);
    else if (tagName === "pre") {
      codeBlocks.push(element);
      const source = diagramOf(element);
      if (source !== null && ++diagrams <= maxDiagrams)
        return box("figure", { dataSource: source }, [element]);
    } else if (tagName === "table") {
      // What scrolls must be reached by keyboard.
      return box("div", { className: ["table-box"], tabIndex: 0, role: "region", ariaLabel: "Table" }, [
        element,
      ]);
    }
    return element;
  }

  fitSources(tree.children, null);
  tree.children = visitAll(tree.children, false);
  const isComplete = await colour(codeBlocks, `${place.namespace}/${place.repo}`);
  return { headings, hasFormulas, hasDiagrams: diagrams > 0, isComplete };
}

/** No author can write either class. */
const isFormula = (element: Element) => hasClass(element, "katex") || hasClass(element, "katex-display");

function hasClass({ properties }: Element, name: string): boolean {
  return Array.isArray(properties.className) && properties.className.includes(name);
}

function drawIcon(alert: Element) {
  const kind = alertKinds.find((name) => hasClass(alert, `markdown-alert-${name}`));
  const title = alert.children.find((child) => child.type === "element");
  if (kind === undefined || title?.type !== "element" || !hasClass(title, "markdown-alert-title")) return;
  title.children.unshift(box("svg", { dataKind: kind }, []));
}

function diagramOf(pre: Element): string | null {
  const [code] = pre.children;
  if (code?.type !== "element" || languageOf(code) !== "mermaid") return null;
  const source = textOf(code);
  return source.length <= maxDiagramChars ? source : null;
}

const box = (tagName: string, properties: Element["properties"], children: ElementContent[]): Element => ({
  type: "element",
  tagName,
  properties,
  children,
});

function fitLink(link: Element, place: MarkdownPlace) {
  const { href } = link.properties;
  const [image, ...others] = link.children;
  // Where its one image is not shown, there is nothing to follow.
  if (image?.type === "element" && others.length === 0) Object.assign(link.properties, onlyOf(image));
  if (typeof href !== "string") return;
  const resolved = resolveLink(href, place);
  if (resolved === null) {
    delete link.properties.href;
    return;
  }
  link.properties.href = resolved.url;
  if (resolved.kind === "external") link.properties.rel = ["noreferrer"];
}

/** An image of another site comes through this server, or is named: loading it would reveal the reader to that site. */
function fitImage(image: Element, place: MarkdownPlace, isInLink: boolean): Element {
  const { src } = image.properties;
  const alt = typeof image.properties.alt === "string" ? image.properties.alt : "";
  const resolved = typeof src === "string" ? resolveImage(src, place) : null;
  if (resolved === null) return box("span", {}, [{ type: "text", value: alt }]);
  // Without a name it would be a link without one, and nothing to be seen where it cannot be loaded.
  const name = resolved.kind === "external" && alt.trim() === "" ? "Image" : alt;
  const source = sourceOf(resolved);
  if (source === null) return chip(name, resolved.url, isInLink);
  image.properties.src = source;
  image.properties.alt = name;
  image.properties.loading = "lazy";
  keepHeight(image);
  // GitHub's older way to have an image for each theme.
  const [, theme] = /#gh-(dark|light)-mode-only$/.exec(String(src)) ?? [];
  if (theme !== undefined) image.properties.dataOnly = theme;
  if (resolved.kind === "internal") return image;
  // Said where the image cannot be loaded.
  image.properties.dataSite = new URL(resolved.url).host;
  return isInLink ? image : linkTo(resolved.url, onlyOf(image), [image]);
}

/** A height without a width would give way to the page's own style, which keeps the proportions of images that are too wide. */
function keepHeight({ properties }: Element) {
  const { width, height } = properties;
  if (width === undefined && /^\d{1,4}$/.test(String(height))) properties.style = `height:${height}px`;
}

/** The one theme in which an image is shown. */
const onlyOf = ({ properties: { dataOnly } }: Element) => (dataOnly === undefined ? {} : { dataOnly });

const sourceOf = ({ kind, url }: ResolvedUrl) => (kind === "internal" ? url : signedImageUrl(url));

function chip(name: string, url: string, isInLink: boolean): Element {
  const properties = { className: ["external-image"], title: url };
  const content = [
    { type: "text" as const, value: name },
    box("small", {}, [{ type: "text", value: "External image, not loaded" }]),
  ];
  return isInLink ? box("span", properties, content) : linkTo(url, properties, content);
}

const linkTo = (href: string, properties: Element["properties"], children: ElementContent[]) =>
  box("a", { ...properties, href, rel: ["noreferrer"] }, children);

/** A picture must have its image as a child: the link that the image got goes around both. */
function takeLinkOut(picture: Element): Element {
  const link = picture.children.find(
    (child): child is Element =>
      isElement(child, "a") && child.children.some((inner) => isElement(inner, "img")),
  );
  if (link === undefined) return forThemes(picture);
  const children = picture.children.flatMap((child) => (child === link ? link.children : [child]));
  return { ...link, children: [forThemes({ ...picture, children })] };
}

const themeQuery = /^\(\s*prefers-color-scheme\s*:\s*(light|dark)\s*\)$/i;

/** A picture that asks for the colours, once for each theme: the page shows the one of its own switch. */
function forThemes(picture: Element): Element {
  const isThemed = (node: ElementContent) =>
    isElement(node, "source") && mediaOf(node).some((query) => themeQuery.test(query));
  if (!picture.children.some(isThemed)) return picture;
  const only = (theme: string): Element => ({
    ...picture,
    properties: { ...picture.properties, dataOnly: theme },
    children: picture.children.flatMap((child): ElementContent[] => {
      if (!isElement(child, "source")) return [child];
      const queries = mediaOf(child);
      const asked = queries.flatMap((query) => themeQuery.exec(query)?.[1]?.toLowerCase() ?? []);
      if (asked.some((name) => name !== theme)) return [];
      const media = queries.filter((query) => !themeQuery.test(query)).join(" and ");
      return [{ ...child, properties: { ...child.properties, media: media || undefined } }];
    }),
  });
  return box("span", {}, [only("light"), only("dark")]);
}

const mediaOf = ({ properties: { media } }: Element): string[] =>
  typeof media === "string" ? media.split(/\s+and\s+/i) : [];

const isElement = (node: ElementContent, tagName: string): node is Element =>
  node.type === "element" && node.tagName === tagName;

function fitSources(nodes: RootContent[], place: MarkdownPlace | null) {
  for (const node of nodes) if (node.type === "element" && node.tagName === "source") fitSource(node, place);
}

/** The files of a `source`, for a picture that follows the colours of the system; none outside of a picture. */
function fitSource(source: Element, place: MarkdownPlace | null) {
  const { srcSet, media } = source.properties;
  const files = typeof srcSet === "string" && place !== null ? srcSet.trim().split(/\s*,\s+/) : [];
  const resolved = files.map((file) => {
    const [src = "", size = ""] = file.split(/\s+/);
    const image = place && resolveImage(src, place);
    const url = image && /^(\d+(\.\d+)?[wx])?$/.test(size) ? sourceOf(image) : null;
    return url === null ? null : `${url} ${size}`.trim();
  });
  const isOurs = resolved.length > 0 && resolved.every((file) => file !== null && !file.includes(","));
  source.properties = isOurs ? { srcSet: resolved.join(", ") } : {};
  if (isOurs && typeof media === "string" && /^[\w\s():.-]{1,200}$/.test(media))
    source.properties.media = media;
}

/** Null for a heading without a text of its own, and for that of the footnotes, which is for screen readers only. */
function nameHeading(heading: Element, slugger: GithubSlugger): Heading | null {
  const text = textOf(heading);
  const level = Number(heading.tagName.slice(1));
  // The page has a first heading of its own: an author's are parts of it, and look as they were meant.
  heading.tagName = `h${Math.min(level + 1, 6)}`;
  heading.properties.dataHeading = level;
  let { id, dataName } = heading.properties;
  delete heading.properties.dataName;
  if (typeof id !== "string") {
    const name = slugger.slug(typeof dataName === "string" ? dataName : text);
    if (name === "") return null;
    id = `${idPrefix}${name}`;
    heading.properties.id = id;
  }
  if (heading.properties.className) return null;
  const label = text.trim();
  heading.children.push(
    box("a", { className: ["heading-anchor"], href: `#${id}`, ariaLabel: `Link to “${label}”` }, []),
  );
  return label === "" ? null : { level, id, text: label };
}

function textOf(node: Element | RootContent): string {
  if (node.type === "text") return node.value;
  return node.type === "element" ? node.children.map(textOf).join("") : "";
}

/** False when time ran out before every block had its colours. */
async function colour(blocks: Element[], owner: string): Promise<boolean> {
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
        const { lines, plainReason } = await highlight({ code: textOf(code), language, owner, signal });
        if (plainReason === null) code.children = lines.flatMap(lineNodes);
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    }),
  );
  return !signal.aborted;
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
