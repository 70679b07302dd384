import clsx from "clsx";
import { Dialog as Radix } from "radix-ui";
import { Icon } from "./icon";

/** The cross of a dialog or a panel. */
export function CloseCross({ className }: { className?: string }) {
  return (
    <Radix.Close
      aria-label="Close"
      className={clsx(
        "grid size-8 shrink-0 place-items-center rounded text-text-muted hover:bg-bg-hover hover:text-text pointer-coarse:size-11",
        className,
      )}
    >
      <Icon name="x" />
    </Radix.Close>
  );
}
