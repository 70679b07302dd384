/** How far a dashboard looks for the commit that a short hash means: no route of Artifacts finds one. */
export const shortHashSearch = {
  minDigits: 4,
  /** Of the default branch, by pages of a thousand. */
  headCommits: 5_000,
  /** Other branches and tags, and the newest commits of each. */
  otherTips: 40,
  tipCommits: 200,
};

/** The beginning of a hash, in lower case; null for what is none, and for a whole one. */
export function shortHashIn(text: string | undefined): string | null {
  const digits = text?.replace(/\^0$/, "").toLowerCase() ?? "";
  return /^[0-9a-f]{4,39}$/.test(digits) ? digits : null;
}
