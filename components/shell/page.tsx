import clsx from "clsx";
import type { ReactNode } from "react";

/** The content of a page: one reading width, or the full one for code. */
export function Page({ wide, children }: { wide?: boolean; children: ReactNode }) {
  return (
    <main
      id="content"
      tabIndex={-1}
      // What stands above goes along: see `RepoHeader`.
      data-wide={wide}
      className={clsx("w-full px-4 pt-6 pb-4 outline-none sm:px-6", !wide && "mx-auto max-w-reading")}
    >
      {children}
    </main>
  );
}
