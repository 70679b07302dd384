import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

interface BlankSlateProps {
  icon: LucideIcon;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}

/** Where there is nothing to show: what is so, and the one next step. */
export function BlankSlate({ icon: Icon, title, children, action }: BlankSlateProps) {
  return (
    <div className="grid justify-items-center gap-3 px-6 py-14 text-center">
      <Icon size={24} strokeWidth={1.5} aria-hidden className="text-text-muted" />
      <h2 className="text-16 font-semibold">{title}</h2>
      {children ? <div className="max-w-md text-14 text-balance text-text-muted">{children}</div> : null}
      {action ? <div className="mt-2">{action}</div> : null}
    </div>
  );
}
