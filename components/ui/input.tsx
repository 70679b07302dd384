import clsx from "clsx";
import type { ComponentProps } from "react";

export const inputClass =
  "w-full rounded border border-border-strong bg-bg-raised px-3 text-14 text-text placeholder:text-text-muted aria-invalid:border-danger disabled:opacity-55";

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input {...rest} className={clsx(inputClass, "h-9 pointer-coarse:h-11", className)} />;
}
