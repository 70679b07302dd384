import { Icon } from "@/components/ui/icon";
import type { Heading } from "@/lib/markdown/heading";

/** A text of fewer headings is seen whole sooner than a list of them. */
const fewestHeadings = 4;

/** The headings of a text, to jump to; works without JavaScript. Indented by what the text really uses. */
export function TableOfContents({ headings }: { headings: Heading[] }) {
  if (headings.length < fewestHeadings) return null;
  const levels = [...new Set(headings.map(({ level }) => level))].sort();
  return (
    <details className="toc">
      <summary>
        <Icon name="table-of-contents" />
        Contents
      </summary>
      <nav aria-label="Contents">
        <ol>
          {headings.map(({ id, level, text }, index) => (
            // An author may give one id to several headings.
            // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes its order
            <li key={index} data-level={Math.min(levels.indexOf(level), 3)}>
              <a href={`#${id}`}>{text}</a>
            </li>
          ))}
        </ol>
      </nav>
    </details>
  );
}
