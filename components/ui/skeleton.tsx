import clsx from "clsx";

/** The shape of a line of text that has not come yet. Give it the width and height of what it stands for. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span aria-hidden className={clsx("animate-skeleton block h-3 rounded-sm bg-bg-hover", className)} />
  );
}

/** In the place of a short list, in a panel that was just opened. */
export function SkeletonLines() {
  return (
    <div className="grid gap-3 p-4">
      <span className="sr-only">Loading</span>
      <Skeleton className="w-40" />
      <Skeleton className="w-52" />
      <Skeleton className="w-32" />
    </div>
  );
}
