import { cleanDiagram } from "./clean-diagram";
import { drawInFrame } from "./diagram-frame";
import { weighDiagram } from "./weigh-diagram";
import { withoutElements } from "./without-elements";

export interface Drawing {
  /** The picture as a `data:` URL: shown as an image, where nothing in it can run, load or be clicked. */
  url: string;
  width: number;
  height: number;
  title: string;
}

const maxPictureChars = 2_000_000;

/** The page would stand still while it is drawn. */
class HeavyDiagram extends Error {
  override name = "HeavyDiagram";
}

/** Draws a diagram, one that is heavy only if that `isAskedFor`. Throws for what Mermaid does not understand. Loads Mermaid the first time, some hundred kilobytes. */
export async function drawMermaid(
  source: string,
  theme: "light" | "dark",
  isAskedFor: boolean,
): Promise<Drawing> {
  const excess = isAskedFor ? null : weighDiagram(source);
  if (excess !== null) throw new HeavyDiagram(excess);
  const svg = await drawInFrame({ text: withoutElements(source), theme });
  if (svg.length > maxPictureChars) throw new Error("The picture is too large.");
  const picture = cleanDiagram(svg);
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
