// @ts-check
/**
 * Runs Mermaid for the page around this frame: a source comes in, a picture as text goes out. Whatever an author makes Mermaid
 * do happens here, in a document of another origin, whose policy loads nothing but Mermaid itself.
 */

/** @type {import("mermaid").MermaidConfig} */
const settings = {
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
 * Called by the frame's document, which knows where this version of Mermaid is.
 * @param {import("mermaid").Mermaid} mermaid
 */
export function drawWith(mermaid) {
  let drawn = 0;
  addEventListener("message", async ({ source, data: { text, theme } }) => {
    if (source !== parent) return;
    try {
      mermaid.initialize({ ...settings, theme: theme === "dark" ? "dark" : "neutral" });
      const { svg } = await mermaid.render(`mermaid-drawing-${++drawn}`, text);
      parent.postMessage({ svg: withViewBox(svg) }, "*");
    } catch (error) {
      parent.postMessage({ reason: error instanceof Error ? error.message : String(error) }, "*");
    }
  });
  parent.postMessage({ ready: true }, "*");
}

/**
 * Not every kind of diagram says how large it is.
 * @param {string} svg
 */
function withViewBox(svg) {
  if (/^<svg[^>]*\sviewBox=/.test(svg)) return svg;
  const box = document.createElement("div");
  box.innerHTML = svg;
  document.body.replaceChildren(box);
  const picture = box.querySelector("svg");
  const { x = 0, y = 0, width = 0, height = 0 } = picture?.getBBox() ?? {};
  picture?.setAttribute("viewBox", `${x} ${y} ${width} ${height}`);
  return box.innerHTML;
}
