import type { LookName } from "@/lib/changes/looks";
import { looksIn, type ShownChange } from "@/lib/changes/shown-change";

interface LookChoiceProps {
  /** Null while nothing is. */
  shown: ShownChange | null;
  /** The page of this file alone. */
  href: string;
}

const words: Record<LookName | "source", string> = {
  source: "Source",
  image: "Image",
  table: "Table",
  rendered: "Rendered",
  cells: "Cells",
};

/** The ways to look at a file's change; nothing where there is only one. */
export function LookChoice({ shown, href }: LookChoiceProps) {
  const looks = shown === null ? [] : looksIn(shown);
  if (shown === null || looks.length === 0) return null;
  const current = shown.kind === "look" ? shown.look.name : shown.kind === "text" ? "source" : null;
  return (
    <nav aria-label="Look" className="view-choice look-choice">
      {(["source", ...looks] as const).map((name) => (
        <a
          key={name}
          href={name === "source" ? href : `${href}&look=${name}`}
          data-look={name}
          aria-current={name === current ? "true" : undefined}
        >
          {words[name]}
        </a>
      ))}
    </nav>
  );
}
