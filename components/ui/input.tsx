import clsx from "clsx";
import type { ComponentProps } from "react";

export const inputClass = "input";

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input {...rest} className={clsx(inputClass, "h-9 pointer-coarse:h-11", className)} />;
}
