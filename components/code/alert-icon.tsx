import {
  CircleAlert,
  Info,
  Lightbulb,
  MessageSquareWarning,
  OctagonAlert,
  TriangleAlert,
} from "lucide-react";

const icons = {
  note: Info,
  tip: Lightbulb,
  important: MessageSquareWarning,
  warning: TriangleAlert,
  caution: OctagonAlert,
};

/** The icon beside the title of a Markdown alert. */
export function AlertIcon({ kind }: { kind: string }) {
  const Icon = Object.entries(icons).find(([name]) => name === kind)?.[1] ?? CircleAlert;
  return <Icon size={16} aria-hidden />;
}
