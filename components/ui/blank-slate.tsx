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
    <div className="blank">
      <Icon name={icon} size={24} />
      <Title>{title}</Title>
      {children ? <div className="blank-text">{children}</div> : null}
      {action ? <div className="mt-2">{action}</div> : null}
    </div>
  );
}
