import clsx from "clsx";
import type { ReactNode } from "react";

type Tone = "info" | "warning" | "danger" | "success";

const tones: Record<Tone, string> = {
  info: "bg-info-subtle text-info",
  warning: "bg-warning-subtle text-warning",
  danger: "bg-danger-subtle text-danger",
  success: "bg-success-subtle text-success",
};

/** A sentence that must be read, where it belongs. `live` announces it when it appears. */
export function Notice({
  tone = "info",
  live,
  children,
}: {
  tone?: Tone;
  live?: boolean;
  children: ReactNode;
}) {
  return (
    <div
      role={live ? "alert" : undefined}
      className={clsx("rounded px-3 py-2 text-13 [overflow-wrap:anywhere]", tones[tone])}
    >
      {children}
    </div>
  );
}
