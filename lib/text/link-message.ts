/** A piece of a message. `hash` may or may not name a commit, and `issue` leads somewhere only where issues are. */
export type MessagePart =
  | { kind: "text"; text: string }
  | { kind: "url"; text: string; href: string }
  | { kind: "hash"; text: string }
  | { kind: "issue"; text: string; number: string };

/** A list of links is no message: what follows is text. */
const linksMax = 1_000;
const urlMaxLength = 2_000;

/**
 * An address with all that may stand in one, a hash in hexadecimal digits, or a number behind `#`. Nothing that is not seen, or turns the
 * writing, is of an address.
 */
const found =
  /\b(?<url>https?:\/\/[^\s<>"`\u3001-\u3011\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f\p{Cc}\p{DI}\p{Bidi_C}]+)|(?<![\p{L}\p{N}_-])(?<hash>[0-9a-f]{7,40})(?![\p{L}\p{N}_-])|(?<![\p{L}\p{N}_&/#])(?<issue>#[1-9]\d{0,9})(?![\p{L}\p{N}_])/giu;

/** Cuts a message at what may be a link. Together the pieces are the message. */
export function linkMessage(message: string): MessagePart[] {
  const parts: MessagePart[] = [];
  let end = 0;
  let links = 0;
  for (const { index, groups } of message.matchAll(found)) {
    const part = partOf(groups ?? {});
    if (part === null) continue;
    links += 1;
    if (links > linksMax) break;
    if (index > end) parts.push({ kind: "text", text: message.slice(end, index) });
    parts.push(part);
    end = index + part.text.length;
  }
  if (end < message.length) parts.push({ kind: "text", text: message.slice(end) });
  return parts;
}

function partOf({ url, hash, issue }: Partial<Record<string, string>>): MessagePart | null {
  if (url !== undefined) return urlPart(withoutPunctuation(url));
  // Git writes hashes in lower case, and others write words in capitals.
  if (hash !== undefined) return /[A-F]/.test(hash) ? null : { kind: "hash", text: hash };
  return issue === undefined ? null : { kind: "issue", text: issue, number: issue.slice(1) };
}

function urlPart(text: string): MessagePart | null {
  // One that goes on where the text was cut leads nowhere.
  if (text.endsWith("…") || text.length > urlMaxLength || !URL.canParse(text)) return null;
  const { href, username, password } = new URL(text);
  // `https://bank.example@elsewhere.example` does not lead to where it seems to.
  return username === "" && password === "" ? { kind: "url", text, href } : null;
}

const openingOf: Record<string, string> = { ")": "(", "]": "[", "}": "{" };
const sentenceEnd = /[.,;:!?'*|\\”’»]/;

/** What ends a sentence is not of the address, nor is a bracket that was opened before it. */
function withoutPunctuation(url: string): string {
  const surplus = surplusOf(url);
  let end = url.length;
  for (; end > 0; end -= 1) {
    const last = url[end - 1] ?? "";
    const count = surplus.get(last) ?? 0;
    if (count > 0) surplus.set(last, count - 1);
    else if (!sentenceEnd.test(last)) break;
  }
  return url.slice(0, end);
}

/** Of each closing bracket, how many more there are than of its opening one. */
function surplusOf(url: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const char of url) counts.set(char, (counts.get(char) ?? 0) + 1);
  return new Map(
    Object.entries(openingOf).map(([closing, opening]) => [
      closing,
      (counts.get(closing) ?? 0) - (counts.get(opening) ?? 0),
    ]),
  );
}
