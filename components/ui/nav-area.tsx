import type { ComponentProps } from "react";

/** A box whose plain links open as `NavLink` does. */
export function NavArea(props: ComponentProps<"div">) {
  return <div {...props} data-nav="" />;
}
