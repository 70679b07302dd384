import { useEffect, useRef } from "react";
import { onTraverse } from "./on-traverse";
import { Skeleton } from "./skeleton";

interface DialogSkeletonProps {
  title: string;
  onClose: () => void;
}

/**
 * Stands where a large dialog will be once it is loaded, and keeps the keys of the page from what is typed into it. Esc, a click
 * beside it and Back close it as they do the dialog, which then does not open.
 */
export function DialogSkeleton({ title, onClose }: DialogSkeletonProps) {
  const closing = useRef(onClose);
  useEffect(() => {
    closing.current = onClose;
  });
  useEffect(() => {
    const leave = () => closing.current();
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      leave();
    };
    window.addEventListener("keydown", onKey);
    const stop = onTraverse(leave);
    return () => {
      window.removeEventListener("keydown", onKey);
      stop();
    };
  }, []);

  return (
    <div role="dialog" aria-modal aria-label={title} aria-busy className="fixed inset-0 z-40">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Esc does the same */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Esc does the same */}
      <div className="absolute inset-0 bg-scrim" onClick={onClose} />
      <div className="fixed inset-x-4 top-[max(1rem,10dvh)] mx-auto grid max-w-2xl gap-4 rounded-lg border bg-bg-raised px-5 pt-4 pb-5 shadow-float">
        <p className="text-16 font-semibold">{title}</p>
        <Skeleton className="h-10 w-full" />
        <Skeleton className="w-40" />
      </div>
    </div>
  );
}
