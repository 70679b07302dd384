/** Remembers whether changes are shown in one column or in two. */
export const viewCookie = "vitrine-changes";
