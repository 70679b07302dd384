import clsx from "clsx";
import type { ComponentProps } from "react";
import { Icon } from "@/components/ui/icon";
import type { IconName } from "@/components/ui/icon-names";

interface VerifyButtonProps extends ComponentProps<"button"> {
  icon: IconName;
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
      className={clsx("verify", className)}
    >
      <Icon name={icon} size={14} />
      {label}
      {children}
    </button>
  );
}
