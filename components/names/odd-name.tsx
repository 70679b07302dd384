import { splitName } from "@/lib/text/split-name";

/** A name with a label in the place of each character that would not be seen, or would leave its line. A copy has the characters. */
export function OddName({ name }: { name: string }) {
  return splitName(name).map(({ text, label }, at) =>
    label === null ? (
      text
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place
      <bdi key={at} className="hidden-char hidden-in-name" data-name={label} title={label}>
        {text}
      </bdi>
    ),
  );
}
