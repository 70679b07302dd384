/** The id of a file's section; a line of it is `<id>-L10`, one that is gone `<id>-B10`. */
export const changeAnchor = (path: string) => `diff-${path}`;
