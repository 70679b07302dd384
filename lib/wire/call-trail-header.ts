/** Carries the trail of an answer of `/-/api`. */
export const callTrailHeader = "x-vitrine-calls";
