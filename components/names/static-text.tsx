import { isOddName } from "./is-odd-name";
import { OddName } from "./odd-name";

/** `StaticName` for a text of several lines, whose ends and tabs are nothing odd. */
export function StaticText({ children: text }: { children: string }) {
  if (!isOddName(text.replace(/[\n\t]/g, ""))) return text;
  return text.split(/([\n\t]+)/).map((piece, at) =>
    /^[\n\t]/.test(piece) || !isOddName(piece) ? (
      piece
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: a piece is its place
      <OddName key={at} name={piece} />
    ),
  );
}
