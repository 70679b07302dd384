import { type Person, parsePerson } from "./parse-person";
import { readHeaders } from "./read-headers";

/** Who made a tag object, and its message with any signature at its end. Old tags name no tagger. */
export function parseTag(
  content: Buffer,
  decode: (bytes: Buffer) => string,
): { tagger: Person | null; message: string } {
  let tagger: Person | null = null;
  const message = readHeaders(content, (name, value) => {
    if (name === "tagger") tagger ??= parsePerson(value, decode);
  });
  return { tagger, message: decode(message) };
}
