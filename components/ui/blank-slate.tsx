import type { ReactNode } from "react";
import { Icon } from "./icon";
import type { LargeIconName } from "./icon-names";

interface BlankSlateProps {
  icon: LargeIconName;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** Where it is all that a page shows. */
  isPage?: boolean;
}

/** Where there is nothing to show: what is so, and the one next step. */
export function BlankSlate({ icon, title, children, action, isPage }: BlankSlateProps) {
  const Title = isPage ? "h1" : "h2";
  return (
    <div className="grid justify-items-center gap-3 px-6 py-14 text-center">
      <Icon name={icon} size={24} className="text-text-muted" />
      <Title className="max-w-full text-16 font-semibold [overflow-wrap:anywhere]">{title}</Title>
      {children ? (
        <div className="max-w-[min(28rem,100%)] text-14 text-balance [overflow-wrap:anywhere] text-text-muted">
          {children}
        </div>
      ) : null}
      {action ? <div className="mt-2">{action}</div> : null}
    </div>
  );
}
