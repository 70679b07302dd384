import type { MermaidConfig } from "mermaid";

export interface Drawing {
  /** The picture as a `data:` URL: shown as an image, where nothing in it can run, load or be clicked. */
  url: string;
  width: number;
  height: number;
  title: string;
}

const maxPictureChars = 2_000_000;
let drawn = 0;

const settings: MermaidConfig = {
  startOnLoad: false,
  securityLevel: "strict",
  // What an author's directives may not set: how safe, how large, and whether labels are HTML.
  secure: [
    ...["secure", "securityLevel", "startOnLoad", "maxTextSize", "maxEdges", "suppressErrorRendering"],
    ...["htmlLabels", "flowchart", "class", "state", "themeCSS", "fontFamily", "dompurifyConfig"],
  ],
  maxTextSize: 20_000,
  maxEdges: 400,
  suppressErrorRendering: true,
  htmlLabels: false,
  flowchart: { htmlLabels: false },
  class: { htmlLabels: false },
  // A picture cannot use the page's fonts.
  fontFamily: "ui-sans-serif, system-ui, sans-serif",
  deterministicIds: true,
};

/**
 * The source with `<` before a name written as Mermaid's own code for it. Mermaid measures labels in the page, and some of them
 * as HTML: there must be no elements in them. Line breaks and `<<stereotypes>>` are its syntax.
 */
export function withoutElements(source: string): string {
  return source.replace(/<br\s*\/?>|<<[\w -]+>>|<(?=[a-z!/?])/gi, (found) =>
    found === "<" ? "#lt;" : found,
  );
}

/** Draws a diagram. Throws for what Mermaid does not understand. Loads Mermaid the first time, some hundred kilobytes. */
export async function drawMermaid(source: string, theme: "light" | "dark"): Promise<Drawing> {
  const { default: mermaid } = await import("mermaid");
  mermaid.initialize({ ...settings, theme: theme === "dark" ? "dark" : "neutral" });
  const { svg } = await mermaid.render(`mermaid-drawing-${++drawn}`, withoutElements(source));
  if (svg.length > maxPictureChars) throw new Error("The picture is too large.");
  // Labels may hold HTML, which is no XML: read as loosely as a page, written as strictly as an image must be.
  const picture = new DOMParser().parseFromString(svg, "text/html").querySelector("svg");
  const [, , width = 0, height = 0] = (picture?.getAttribute("viewBox") ?? "").split(/[\s,]+/).map(Number);
  if (!picture || !(width > 0) || !(height > 0)) throw new Error("Mermaid drew nothing.");
  picture.setAttribute("width", String(Math.ceil(width)));
  picture.setAttribute("height", String(Math.ceil(height)));
  picture.removeAttribute("style");
  return {
    url: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(picture))}`,
    width: Math.ceil(width),
    height: Math.ceil(height),
    title: picture.querySelector("title")?.textContent?.trim() ?? "",
  };
}
