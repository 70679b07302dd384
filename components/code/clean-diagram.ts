import createPurifier from "dompurify";

const purifier = createPurifier(window);

/** What may be referred to: parts of the picture itself, and images that it carries. */
const ownReference = /^(#|data:image\/(png|jpeg|gif|webp);base64,)/i;

purifier.addHook("uponSanitizeAttribute", (_element, attribute) => {
  const { attrName, attrValue } = attribute;
  if (/^(xlink:)?(href|src)$/i.test(attrName)) attribute.keepAttr = ownReference.test(attrValue.trim());
  else if (loadsOthers(attrValue)) attribute.keepAttr = false;
});
purifier.addHook("uponSanitizeElement", (element, { tagName }) => {
  if (tagName === "style" && loadsOthers(element.textContent ?? "")) element.textContent = "";
});

/** Whether CSS, or an attribute with the syntax of CSS, refers to anything but the picture's own parts. */
const loadsOthers = (css: string) => /\\|@import|image-set/i.test(css) || /url\(\s*(?!["']?#)/i.test(css);

/**
 * Mermaid's picture without anything that acts, loads or leads elsewhere; null when no picture is left. It is shown as an image,
 * where all that is dead already: this is for those who open the image by itself. Works on a document that is not shown.
 */
export function cleanDiagram(svg: string): SVGSVGElement | null {
  const left = purifier.sanitize(svg, {
    USE_PROFILES: { svg: true, svgFilters: true, html: true },
    // Labels of some diagrams are HTML.
    ADD_TAGS: ["foreignObject"],
    HTML_INTEGRATION_POINTS: { foreignobject: true },
    ADD_ATTR: ["dominant-baseline"],
    FORBID_TAGS: ["a", "form", "input", "button", "select", "textarea", "audio", "video", "dialog"],
    RETURN_DOM_FRAGMENT: true,
  });
  return left.querySelector("svg");
}
