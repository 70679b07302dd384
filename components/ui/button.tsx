import clsx from "clsx";
import type { ComponentProps } from "react";

type Variant = "primary" | "secondary" | "ghost" | "danger" | "danger-quiet";
type Size = "md" | "sm" | "icon";

const base =
  "inline-flex items-center justify-center gap-2 rounded font-medium whitespace-nowrap select-none transition-colors duration-150 disabled:opacity-55 disabled:pointer-events-none aria-disabled:opacity-55";

const variants: Record<Variant, string> = {
  primary: "border border-transparent bg-accent text-accent-on hover:bg-accent-hover",
  secondary: "border border-border-strong/60 bg-bg-raised text-text hover:bg-bg-hover",
  ghost: "text-text-muted hover:bg-bg-hover hover:text-text",
  "danger-quiet": "border border-border-strong/60 bg-bg-raised text-danger hover:bg-danger-subtle",
  danger: "border border-transparent bg-danger-fill text-danger-on hover:brightness-95",
};

/** On a touch screen every size grows to the 44 px a finger needs. */
const sizes: Record<Size, string> = {
  md: "h-9 px-3.5 text-14 pointer-coarse:h-11",
  sm: "h-8 px-2.5 text-13 pointer-coarse:h-11",
  icon: "size-8 pointer-coarse:size-11",
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
