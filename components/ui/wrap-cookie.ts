/** Remembers that long lines are wrapped. */
export const wrapCookie = "vitrine-wrap";
