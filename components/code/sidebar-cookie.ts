/** Holds `closed` when the reader has put the tree of files away. */
export const sidebarCookie = "vitrine-tree";
