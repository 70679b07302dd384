import type { ComponentProps } from "react";

interface NavLinkProps extends ComponentProps<"a"> {
  href: string;
  /** Whether the page that opens is read from its top. */
  scroll?: boolean;
}

/**
 * A link inside the dashboard: `LinkTurns` opens it without loading the page anew. A plain element on purpose, as a component
 * a link would be felt. Nothing is fetched ahead: each page costs calls to the Artifacts API.
 */
export function NavLink({ scroll = true, ...props }: NavLinkProps) {
  return <a {...props} data-nav={scroll ? "" : "stay"} />;
}
