import { splitHidden } from "@/lib/text/hidden-characters";

/** A text of a repo, with what would not be seen in it by its name. */
export function ShownWords({ text }: { text: string }) {
  return splitHidden(text).map((part, index) =>
    part.hidden === null ? (
      part.text
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: it is drawn once
      <bdi key={index} className="hidden-char" data-name={part.hidden} title={part.hidden}>
        {part.text}
      </bdi>
    ),
  );
}
