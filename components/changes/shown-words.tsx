import { HiddenCharacter } from "@/components/names/hidden-character";
import { splitHidden } from "@/lib/text/hidden-characters";

/** A text of a repo, with what would not be seen in it by its name. */
export function ShownWords({ text }: { text: string }) {
  return splitHidden(text).map((part, index) =>
    part.hidden === null ? (
      part.text
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: it is drawn once
      <HiddenCharacter key={index} name={part.hidden}>
        {part.text}
      </HiddenCharacter>
    ),
  );
}
