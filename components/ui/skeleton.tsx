import clsx from "clsx";

/** The shape of a line of text that has not come yet. Give it the width and height of what it stands for. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span aria-hidden className={clsx("animate-skeleton block h-3 rounded-sm bg-bg-hover", className)} />
  );
}
