"use client";

import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";

interface ImagePreviewProps {
  rawHref: string;
  alt: string;
}

type Load = { kind: "loading" | "broken" } | { kind: "loaded"; width: number; height: number };

const zooms = [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 4, 8, 16];
/** An image larger than this in either direction would take the memory of the page. */
const maxPx = 20_000;

/** An image of a repo on a checkerboard, so that one sees what is transparent; it can be enlarged. */
export function ImagePreview({ rawHref, alt }: ImagePreviewProps) {
  const image = useRef<HTMLImageElement>(null);
  const [load, setLoad] = useState<Load>({ kind: "loading" });
  const [zoom, setZoom] = useState<number | "fit">("fit");

  const look = () => {
    const { naturalWidth: width = 0, naturalHeight: height = 0 } = image.current ?? {};
    setLoad({ kind: "loaded", width, height });
  };
  // It may have arrived before the page came alive.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once
  useEffect(() => {
    if (!image.current?.complete) return;
    if (image.current.naturalWidth > 0) look();
    else setLoad({ kind: "broken" });
  }, []);

  const size = load.kind === "loaded" && load.width > 0 ? load : null;
  const shown = () => (size && image.current ? image.current.getBoundingClientRect().width / size.width : 1);
  const step = (direction: 1 | -1) => {
    const from = zoom === "fit" ? shown() : zoom;
    const next =
      direction > 0 ? zooms.find((each) => each > from * 1.01) : zooms.findLast((each) => each < from * 0.99);
    if (next === undefined || (size && next * Math.max(size.width, size.height) > maxPx)) return;
    setZoom(next);
  };

  return (
    <figure>
      <figcaption className="flex flex-wrap items-center gap-2 border-b px-4 py-1.5 text-12 text-text-muted">
        <span className="tabular mr-auto" role="status">
          {size
            ? `${size.width} × ${size.height} px`
            : load.kind === "loading"
              ? "Loading…"
              : "Size not known"}
          {zoom === "fit" ? null : ` at ${Math.round(zoom * 100)}%`}
        </span>
        <Button size="sm" aria-pressed={zoom === "fit"} onClick={() => setZoom("fit")}>
          Fit
        </Button>
        <Button size="sm" aria-pressed={zoom === 1} onClick={() => setZoom(1)}>
          100%
        </Button>
        <Button size="icon" aria-label="Zoom out" title="Zoom out" onClick={() => step(-1)}>
          <Icon name="minus" />
        </Button>
        <Button size="icon" aria-label="Zoom in" title="Zoom in" onClick={() => step(1)}>
          <Icon name="plus" />
        </Button>
      </figcaption>
      {load.kind === "broken" ? (
        <p role="alert" className="px-4 py-10 text-center text-13 text-text-muted">
          The browser cannot draw this image. Raw and Download give the file as it is.
        </p>
      ) : (
        <section
          aria-label="Image"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
          tabIndex={0}
          className="grid max-h-[75dvh] min-h-40 overflow-auto bg-bg p-6"
        >
          {/* biome-ignore lint/performance/noImgElement: raw bytes of a repo, which no optimiser may touch */}
          <img
            ref={image}
            src={rawHref}
            alt={alt}
            decoding="async"
            onLoad={look}
            onError={() => setLoad({ kind: "broken" })}
            style={zoom === "fit" || !size ? undefined : { width: size.width * zoom, maxWidth: "none" }}
            className={`checkerboard m-auto ${zoom === "fit" ? "max-h-[calc(75dvh-3rem)] max-w-full" : ""} ${
              zoom !== "fit" && zoom >= 2 ? "[image-rendering:pixelated]" : ""
            }`}
          />
        </section>
      )}
    </figure>
  );
}
