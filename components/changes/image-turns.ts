import { formatCount } from "@/lib/format/count";

/** Moves the line between two images that lie one over the other, or lets more of the upper one through. */
export function mixImages(input: HTMLInputElement): void {
  const images = input.closest<HTMLElement>(".image-ways");
  images?.style.setProperty(`--${input.dataset.mix}`, `${input.value}%`);
}

/** Says how large each image is, as soon as the browser knows. Both events stay at their image: they are heard on the way down. */
export function measureImages(box: HTMLElement, signal: AbortSignal): void {
  const hear = ({ target }: Event) => {
    if (target instanceof HTMLImageElement) measure(target);
  };
  for (const event of ["load", "error"]) box.addEventListener(event, hear, { capture: true, signal });
  // They may have come before the page came alive.
  for (const image of box.querySelectorAll<HTMLImageElement>(".sides img")) {
    if (image.complete && image.currentSrc !== "") measure(image);
  }
}

function measure(image: HTMLImageElement): void {
  const fact = image.closest("figure")?.querySelector<HTMLElement>("[data-dimensions]");
  const value = fact?.querySelector("dd");
  if (!fact || !value) return;
  const { naturalWidth, naturalHeight } = image;
  // An SVG may have none.
  value.textContent =
    naturalWidth > 0
      ? `${formatCount(naturalWidth)} × ${formatCount(naturalHeight)} px`
      : "Not known to this browser";
  fact.hidden = false;
}
