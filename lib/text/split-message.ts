/** Longer first lines are cut here, and stand whole in the body. */
const subjectMaxLength = 200;
/** A message may be megabytes long. */
const bodyMaxLength = 20_000;

export interface SplitMessage {
  /** One line; "No commit message" where there is none. */
  subject: string;
  /** What the subject does not say; empty when it says all. */
  body: string;
  hasSubject: boolean;
  /** Whether there is more of it than what is given here. */
  isCut: boolean;
}

/**
 * A commit's or tag's message as people read it: the first line that says something, then the rest. Blank lines before it, carriage
 * returns and control characters are left out, as terminals and Git's own pager would hide them.
 */
export function splitMessage(message: string, none = "No commit message"): SplitMessage {
  const isCut = message.length > subjectMaxLength + bodyMaxLength;
  const text = message
    .slice(0, subjectMaxLength + bodyMaxLength)
    .replace(/\r\n?/g, "\n")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is left out here
    .replace(/[\0-\x08\x0b-\x1f\x7f]/g, "")
    .replace(/^\s+/u, "")
    .trimEnd();
  const end = text.indexOf("\n");
  const line = (end < 0 ? text : text.slice(0, end)).trimEnd();
  if (line === "") return { subject: none, body: "", hasSubject: false, isCut };
  const isLong = line.length > subjectMaxLength;
  const subject = isLong ? `${wholeCharacters(line.slice(0, subjectMaxLength - 1)).trimEnd()}…` : line;
  const body = isLong ? text : text.slice(line.length).replace(/^\s*\n/u, "");
  return { subject, body, hasSubject: true, isCut };
}

/** A cut may part the two halves of a character. */
const wholeCharacters = (text: string) => text.replace(/[\ud800-\udbff]$/, "");
