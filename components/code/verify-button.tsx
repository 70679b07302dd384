import clsx from "clsx";
import type { ComponentProps, ReactNode } from "react";

interface VerifyButtonProps extends ComponentProps<"button"> {
  icon: ReactNode;
  label: string;
}

/** The button of the badge, before it is clicked and after. */
export function VerifyButton({ icon, label, className, children, ...rest }: VerifyButtonProps) {
  return (
    <button
      type="button"
      data-action="Verify the hashes of what is shown"
      title="Recompute the Git hashes of what is shown, in this browser"
      {...rest}
      className={clsx(
        "inline-flex min-h-6 items-center gap-1 rounded-sm text-12 hover:underline noscript:hidden pointer-coarse:min-h-11",
        className,
      )}
    >
      {icon}
      {label}
      {children}
    </button>
  );
}
