import { BlankSlate } from "@/components/ui/blank-slate";
import { buttonClass } from "@/components/ui/button";
import { formatCount } from "@/lib/format/count";
import { svgDrawnChars, svgDrawnWeight, svgWeightMax, weighSvg } from "@/lib/text/weigh-svg";
import { LazyImagePreview } from "./lazy-previews";

interface SvgPreviewProps {
  text: string;
  rawHref: string;
  /** Draws it whatever it holds. */
  drawHref: string;
  alt: string;
}

/** An SVG as an image; one that would keep the browser busy only where somebody asks for it, in a tab of its own. */
export function SvgPreview({ text, rawHref, drawHref, alt }: SvgPreviewProps) {
  const weight = text.length > svgDrawnChars ? Number.POSITIVE_INFINITY : weighSvg(text);
  if (weight <= svgDrawnWeight) return <LazyImagePreview rawHref={rawHref} alt={alt} />;
  return (
    <BlankSlate
      icon="image-off"
      title="Not drawn: this image is heavy"
      action={
        <a href={drawHref} target="_blank" rel="noopener noreferrer" className={buttonClass()}>
          Draw it in a new tab
        </a>
      }
    >
      {reasonOf(weight)} It could keep the browser busy for a long time. Code and Raw show its source.
    </BlankSlate>
  );
}

function reasonOf(weight: number): string {
  if (weight === Number.POSITIVE_INFINITY) return "It is longer than is drawn at once.";
  if (weight >= svgWeightMax)
    return "Its parts repeat each other, or lie inside of each other, nearly without end.";
  return `Drawing it is as much work as ${formatCount(Math.round(weight))} simple elements: its parts are repeated, filtered, moving or very long.`;
}
