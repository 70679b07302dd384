export interface LineEndings {
  /** `none`: a single line that does not end. */
  kind: "LF" | "CRLF" | "CR" | "mixed" | "none";
  hasFinalNewline: boolean;
}

/** How the lines of a text end. A lone CR counts only in a text without any LF, as of old Macs: elsewhere it is a character. */
export function lineEndingsOf(text: string): LineEndings {
  let lf = 0;
  let crlf = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) {
    if (text[at - 1] === "\r") crlf++;
    else lf++;
  }
  if (lf + crlf === 0) {
    const hasReturns = text.includes("\r");
    return { kind: hasReturns ? "CR" : "none", hasFinalNewline: text.endsWith("\r") };
  }
  const kind = crlf === 0 ? "LF" : lf === 0 ? "CRLF" : "mixed";
  return { kind, hasFinalNewline: text.endsWith("\n") };
}

/** The text with every line end an LF. */
export function withLineFeeds(text: string, { kind }: LineEndings): string {
  if (kind === "CR") return text.replaceAll("\r", "\n");
  return kind === "CRLF" || kind === "mixed" ? text.replaceAll("\r\n", "\n") : text;
}
