import { Icon } from "@/components/ui/icon";
import { countOf } from "@/lib/format/count";

interface GapProps {
  /** The first line that is left out, counted from 0, on either side. */
  oldStart: number;
  newStart: number;
  count: number;
  /** What the lines below belong to. */
  heading: string | null;
  /** Whether lines stand above it, and below. */
  hasAbove: boolean;
  hasBelow: boolean;
  /** The file, where nothing can be shown in place; null where it has none. */
  fileHref: string | null;
}

/** A gap of no more lines is opened whole. */
const wholeMax = 40;

/** Lines that have not changed and are left out, and the ways to see them. */
export function Gap({ oldStart, newStart, count, heading, hasAbove, hasBelow, fileHref }: GapProps) {
  const words = countOf(count, "unchanged line");
  return (
    <div className="gap" data-old={oldStart} data-new={newStart} data-count={count}>
      <span>
        {count > wholeMax && hasAbove ? (
          <button type="button" data-expand="down" title="Show 20 lines more below what is above">
            <Icon name="arrow-down" size={14} />
          </button>
        ) : null}
        {count > wholeMax && hasBelow ? (
          <button type="button" data-expand="up" title="Show 20 lines more above what is below">
            <Icon name="arrow-up" size={14} />
          </button>
        ) : null}
      </span>
      {fileHref === null ? (
        <span>{words}</span>
      ) : (
        <a href={`${fileHref}#L${newStart + 1}`} data-expand="all" title={`Show ${words}`}>
          {words}
        </a>
      )}
      {heading === null ? null : <code>{heading}</code>}
    </div>
  );
}
