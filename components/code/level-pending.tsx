import { Skeleton } from "@/components/ui/skeleton";

/** Two hundred levels deep, the names must still be in sight. */
export const indent = (depth: number) => ({ paddingLeft: `${Math.min(depth - 1, 12) * 12 + 4}px` });

/** In the place of a folder's entries while they are on their way. */
export function LevelPending({ depth }: { depth: number }) {
  return (
    <div role="none" className="py-2" style={indent(depth)}>
      <span className="sr-only">Loading</span>
      <Skeleton className="w-32" />
    </div>
  );
}
