/** The edges that the bar, a repo's tabs, every page and the foot have in common, at every width. */
export const edgeClass = "edge";
