import { Badge } from "@/components/ui/badge";
import { type Initial, initialReasons, initialWords } from "@/lib/tokens/token-origin";

/** Says of a token that it came with its repo, and how sure that is. */
export function InitialBadge({ initial }: { initial: Initial }) {
  return <Badge title={initialReasons[initial]}>{initialWords[initial]}</Badge>;
}
