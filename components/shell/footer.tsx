import type { ReactNode } from "react";
import { edgeClass } from "@/components/ui/edge-class";
import { CallsButton } from "./calls-button";
import { type Theme, ThemeSwitch } from "./theme-switch";

/** Which Artifacts this page shows: there may be several, and they look alike. */
export function Footer({
  apiHost,
  accountId,
  theme,
  children,
}: {
  apiHost: string;
  accountId: string;
  theme: Theme;
  children: ReactNode;
}) {
  return (
    <footer className={`${edgeClass} foot`}>
      <span>
        Connected to <span className="font-mono">{apiHost}</span>
      </span>
      <span>
        Account <span className="font-mono">{accountId}</span>
      </span>
      <div className="ml-auto flex flex-wrap gap-x-4">
        {children}
        <CallsButton />
      </div>
      <div className="sm:hidden">
        <ThemeSwitch initial={theme} />
      </div>
    </footer>
  );
}
