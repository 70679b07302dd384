/** The beginning of a text, and how much more there is. */
export const cutText = (text: string, maxChars: number) =>
  text.length > maxChars
    ? `${text.slice(0, maxChars)}\n… cut: ${text.length - maxChars} more characters`
    : text;
