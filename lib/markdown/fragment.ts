import { decodePercent } from "./decode-percent";

/** Names the page itself uses stay out of reach: every id an author gives begins so. */
export const idPrefix = "user-content-";

/** A line of a file, or several: `L10`, `L10-L20`, `L10C3-L12C5`. */
const ofLines = /^L\d+(C\d+)?(-L?\d+(C\d+)?)?$/;

/** The id of the heading that a fragment means, `#usage` and `#user-content-usage` alike; null for none, and for lines. */
export function headingIdOf(hash: string): string | null {
  const name = decodePercent(hash.slice(1));
  if (name === "" || ofLines.test(name)) return null;
  return name.startsWith(idPrefix) ? name : `${idPrefix}${name}`;
}

/**
 * The ids that a fragment may mean in a rendered document, in the order in which they count: as it is written, for what the page
 * calls so stays the page's; with the prefix; and as GitHub writes names of headings (`#My-Heading` of a notebook is `my-heading`).
 */
export function idsOfFragment(hash: string): string[] {
  const id = headingIdOf(hash);
  if (id === null) return [];
  return [decodePercent(hash.slice(1)), id, `${idPrefix}${id.slice(idPrefix.length).toLowerCase()}`];
}
