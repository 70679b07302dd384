"use client";

import dynamic from "next/dynamic";
import { Skeleton } from "@/components/ui/skeleton";
import { formatBytes } from "@/lib/format/bytes";

function Waiting() {
  return (
    <div className="grid justify-items-center gap-4 bg-bg p-6" role="status" aria-label="Loading the PDF">
      <Skeleton className="h-[60dvh] w-full max-w-3xl" />
    </div>
  );
}

/** The renderer is large, and needed for a PDF alone. */
const PdfPages = dynamic(() => import("./pdf-pages").then((module) => module.PdfPages), {
  ssr: false,
  loading: Waiting,
});

/** All of it is held by the browser. */
const maxBytes = 100_000_000;

interface PdfPreviewProps {
  rawHref: string;
  name: string;
  /** Null where it is not known. */
  sizeBytes: number | null;
}

/** A PDF drawn page by page on our own canvas: nothing in it runs, and it never gets a frame of its own. */
export function PdfPreview({ sizeBytes, ...pages }: PdfPreviewProps) {
  if (sizeBytes !== null && sizeBytes > maxBytes) {
    return (
      <p className="px-4 py-10 text-center text-13 text-text-muted">
        Pages are drawn of a PDF up to {formatBytes(maxBytes)}. Raw and Download give this one.
      </p>
    );
  }
  return (
    <>
      <noscript>
        <p className="px-4 py-10 text-center text-13 text-text-muted">
          Pages are drawn with JavaScript. Raw and Download give the file.
        </p>
      </noscript>
      <PdfPages {...pages} />
    </>
  );
}
