import { Icon } from "@/components/ui/icon";
import { countOf, formatCount } from "@/lib/format/count";
import type { HiddenCharacters } from "@/lib/text/hidden-characters";

/** Warns of characters that make a text look different from what a program reads. */
export function HiddenBanner({ hidden }: { hidden: HiddenCharacters }) {
  const { bidirectionalCount, invisibleCount, firstLine } = hidden;
  const counts = [
    bidirectionalCount > 0
      ? `${countOf(bidirectionalCount, "character")} that turn the direction of text`
      : null,
    invisibleCount > 0 ? countOf(invisibleCount, "invisible character") : null,
  ].filter((count) => count !== null);
  return (
    <div className="flex gap-2.5 border-b bg-warning-subtle px-4 py-2 text-13 text-warning">
      <Icon name="triangle-exclamation-point" className="mt-0.5 shrink-0" />
      <p>
        This file has {counts.join(" and ")}. A program may read it differently from how it looks without the
        marks. The first is on{" "}
        <a href={`#L${firstLine}`} className="font-medium underline underline-offset-2">
          line {formatCount(firstLine)}
        </a>
        .
      </p>
    </div>
  );
}
