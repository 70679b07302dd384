"use client";

import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy } from "pdfjs-dist";
import { useEffect, useRef, useState } from "react";
import { Failure } from "@/components/ui/failure";
import { Skeleton } from "@/components/ui/skeleton";
import { countOf } from "@/lib/format/count";

// The bundler gives the file an address of our own origin.
GlobalWorkerOptions.workerSrc = new URL("pdfjs-dist/build/pdf.worker.min.mjs", import.meta.url).toString();

const maxPages = 200;
/** A4 until the first page is known. */
const defaultRatio = 297 / 210;
/** Of one page's canvas. More is not seen, and takes the memory of the tab. */
const maxPixels = 12_000_000;

type State =
  | { kind: "loading" }
  | { kind: "failed"; reason: string }
  | { kind: "open"; pdf: PDFDocumentProxy; ratio: number };

export function PdfPages({ rawHref, name }: { rawHref: string; name: string }) {
  const [state, setState] = useState<State>({ kind: "loading" });
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is another load
  useEffect(() => {
    let isGone = false;
    setState({ kind: "loading" });
    const task = getDocument({
      url: rawHref,
      // Fonts and functions of the file are never compiled to code.
      isEvalSupported: false,
      enableXfa: false,
      stopAtErrors: false,
      maxImageSize: maxPixels * 4,
    });
    const open = async () => {
      const pdf = await task.promise;
      const { width, height } = (await pdf.getPage(1)).getViewport({ scale: 1 });
      if (!isGone) setState({ kind: "open", pdf, ratio: height / width });
    };
    open().catch((error: unknown) => {
      const isLocked = error instanceof Error && error.name === "PasswordException";
      const reason = isLocked
        ? "It is locked with a password."
        : "It is damaged, or no PDF that we can read.";
      if (!isGone) setState({ kind: "failed", reason });
    });
    return () => {
      isGone = true;
      void task.destroy();
    };
  }, [rawHref, attempt]);

  if (state.kind === "failed") {
    return (
      <Failure
        title="This PDF cannot be drawn"
        advice={`${state.reason} Raw and Download give the file as it is.`}
        onRetry={() => setAttempt(attempt + 1)}
      />
    );
  }
  const pageCount = state.kind === "open" ? state.pdf.numPages : 1;
  const ratio = state.kind === "open" ? state.ratio : defaultRatio;
  return (
    <div aria-busy={state.kind === "loading"}>
      <p role="status" className="border-b px-4 py-2 text-12 text-text-muted">
        {state.kind === "loading" ? "Loading the PDF…" : countOf(pageCount, "page")}
        {pageCount > maxPages
          ? `. The first ${maxPages} are drawn here; Raw and Download give all of them.`
          : null}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section aria-label={name} tabIndex={0} className="max-h-[85dvh] overflow-auto bg-bg-subtle p-4 sm:p-6">
        <ol className="mx-auto grid max-w-3xl gap-4">
          {Array.from({ length: Math.min(pageCount, maxPages) }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a page is its number
            <li key={index}>
              {state.kind === "open" ? (
                <PdfPage pdf={state.pdf} number={index + 1} initialRatio={ratio} />
              ) : (
                <Skeleton className="h-[60dvh] w-full" />
              )}
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}

interface PdfPageProps {
  pdf: PDFDocumentProxy;
  number: number;
  initialRatio: number;
}

/** One page, drawn when it comes near; its text is there for screen readers. */
function PdfPage({ pdf, number, initialRatio }: PdfPageProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [ratio, setRatio] = useState(initialRatio);
  const [text, setText] = useState("");
  const [state, setState] = useState<"waiting" | "drawn" | "failed">("waiting");

  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    let isGone = false;
    let cancel = () => {};
    const draw = async () => {
      const page = await pdf.getPage(number);
      const natural = page.getViewport({ scale: 1 });
      if (isGone) return;
      setRatio(natural.height / natural.width);
      const wanted = (element.clientWidth / natural.width) * Math.min(window.devicePixelRatio, 2);
      const scale = Math.min(wanted, Math.sqrt(maxPixels / (natural.width * natural.height)));
      const viewport = page.getViewport({ scale });
      element.width = Math.max(1, Math.floor(viewport.width));
      element.height = Math.max(1, Math.floor(viewport.height));
      const canvasContext = element.getContext("2d");
      if (!canvasContext) throw new Error("no canvas");
      const task = page.render({ canvasContext, viewport });
      cancel = () => task.cancel();
      await task.promise;
      if (isGone) return;
      setState("drawn");
      const { items } = await page.getTextContent();
      if (!isGone)
        setText(
          items
            .map((item) => ("str" in item ? item.str : ""))
            .join(" ")
            .slice(0, 20_000),
        );
    };
    const near = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        near.disconnect();
        draw().catch(() => {
          if (!isGone) setState("failed");
        });
      },
      { rootMargin: "600px" },
    );
    near.observe(element);
    return () => {
      isGone = true;
      near.disconnect();
      cancel();
    };
  }, [pdf, number]);

  return (
    <figure>
      <canvas
        ref={canvas}
        data-state={state}
        aria-hidden
        style={{ aspectRatio: `1 / ${ratio}` }}
        className="pdf-paper block w-full rounded-sm border"
      />
      <figcaption className="pt-1 text-center text-12 text-text-muted">
        {state === "failed" ? `Page ${number} cannot be drawn.` : `Page ${number}`}
        <span className="sr-only">{text}</span>
      </figcaption>
    </figure>
  );
}
