import clsx from "clsx";
import type { ComponentProps } from "react";

type Variant = "primary" | "secondary" | "ghost" | "danger" | "danger-quiet";
type Size = "md" | "sm" | "icon";

const base = "btn";

const variants: Record<Variant, string> = {
  primary: "btn-primary",
  secondary: "btn-line",
  ghost: "btn-ghost",
  "danger-quiet": "btn-quiet",
  danger: "btn-danger",
};

/** On a touch screen every size grows to the 44 px a finger needs. */
const sizes: Record<Size, string> = {
  md: "btn-md",
  sm: "btn-sm",
  icon: "btn-icon",
};

/** The look of a button, for links that stand beside buttons. */
export function buttonClass({ variant = "secondary", size = "md" }: { variant?: Variant; size?: Size } = {}) {
  return clsx(base, variants[variant], sizes[size]);
}

export function Button({
  variant,
  size,
  className,
  type = "button",
  ...rest
}: ComponentProps<"button"> & { variant?: Variant; size?: Size }) {
  return <button {...rest} type={type} className={clsx(buttonClass({ variant, size }), className)} />;
}
