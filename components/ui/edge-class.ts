/** The edges that the bar, a repo's tabs, every page and the foot have in common, at every width. */
export const edgeClass = "mx-auto w-full max-w-page px-4 sm:px-6";
