import { Icon } from "@/components/ui/icon";

const icons = {
  note: "info",
  tip: "lightbulb",
  important: "message-square-exclamation-point",
  warning: "triangle-exclamation-point",
  caution: "octagon-exclamation-point",
} as const;

/** The icon beside the title of a Markdown alert. */
export function AlertIcon({ kind }: { kind: string }) {
  return (
    <Icon name={Object.entries(icons).find(([name]) => name === kind)?.[1] ?? "circle-exclamation-point"} />
  );
}
