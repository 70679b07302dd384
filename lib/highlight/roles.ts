/**
 * What a stretch of code is, as far as colour goes. A token names its role by index; 0 is ordinary text. The CSS class of
 * role n is `t<n>`, its colour `var(--code-<role>)` (`app/code-theme.css`).
 */
export const roles = [
  "text",
  "comment",
  "keyword",
  "string",
  "constant",
  "function",
  "type",
  "variable",
  "tag",
  "attribute",
  "punctuation",
  "regexp",
  "inserted",
  "deleted",
  "heading",
  "strong",
  "emphasis",
] as const;

/** Roles from here on are more than a colour, which is all that the browser can give a text without an element. */
export const firstStyledRole = roles.indexOf("heading");

export type Role = (typeof roles)[number];

/** `[text, role index]`. */
export type Token = readonly [text: string, role: number];

/** One line without its line ending. */
export type Line = readonly Token[];
