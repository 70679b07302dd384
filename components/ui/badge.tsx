import type { ReactNode } from "react";

interface BadgeProps {
  tone?: "neutral" | "accent" | "success" | "warning" | "danger" | "info";
  title?: string | undefined;
  children: ReactNode;
}

export function Badge({ tone = "neutral", title, children }: BadgeProps) {
  return (
    <span title={title} className="badge" data-tone={tone === "neutral" ? undefined : tone}>
      {children}
    </span>
  );
}
