import type { ReactNode } from "react";
import { Notice } from "./notice";

interface SelectionBarProps {
  label: string;
  /** How much is selected, or what is under way. */
  status: ReactNode;
  /** Why the last thing that was asked for did not come about. */
  failure?: string | null;
  /** What can be done with the selection. */
  children?: ReactNode;
}

/** Says what is selected and offers what can be done with it. */
export function SelectionBar({ label, status, failure, children }: SelectionBarProps) {
  return (
    // Over the page, not in it: rows must not move away from under the pointer that selects them.
    <section
      aria-label={label}
      className="fixed inset-x-4 bottom-4 z-20 mx-auto flex w-fit max-w-[calc(100vw-2rem)] flex-wrap items-center gap-2 rounded-lg border border-accent/40 bg-accent-subtle px-3 py-2 text-13 shadow-float"
    >
      <p role="status" className="mr-auto font-medium">
        {status}
      </p>
      {children}
      {failure ? (
        <div className="w-full">
          <Notice tone="danger" live>
            {failure}
          </Notice>
        </div>
      ) : null}
    </section>
  );
}
