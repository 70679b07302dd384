import { Skeleton } from "./skeleton";

/** Stands where a large dialog will be once it is loaded, and keeps the keys of the page from what is typed into it. */
export function DialogSkeleton({ title }: { title: string }) {
  return (
    <div role="dialog" aria-modal aria-label={title} aria-busy className="fixed inset-0 z-40 bg-scrim">
      <div className="fixed inset-x-4 top-[max(1rem,10dvh)] mx-auto grid max-w-2xl gap-4 rounded-lg border bg-bg-raised px-5 pt-4 pb-5 shadow-float">
        <p className="text-16 font-semibold">{title}</p>
        <Skeleton className="h-10 w-full" />
        <Skeleton className="w-40" />
      </div>
    </div>
  );
}
