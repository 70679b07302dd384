interface MediaPreviewProps {
  kind: "audio" | "video";
  rawHref: string;
  name: string;
}

/** The browser's own player over the raw bytes, which it fetches as it needs them. */
export function MediaPreview({ kind, rawHref, name }: MediaPreviewProps) {
  return (
    <div className="grid place-items-center gap-3 bg-bg p-6">
      {kind === "audio" ? (
        // biome-ignore lint/a11y/useMediaCaption: a repo's file comes without captions
        <audio controls preload="metadata" src={rawHref} aria-label={name} className="w-full max-w-xl" />
      ) : (
        // biome-ignore lint/a11y/useMediaCaption: a repo's file comes without captions
        <video
          controls
          preload="metadata"
          src={rawHref}
          aria-label={name}
          className="max-h-[70dvh] max-w-full"
        />
      )}
      <p className="text-12 text-text-muted">
        Your browser may not play every format. Download gives the file itself.
      </p>
    </div>
  );
}
