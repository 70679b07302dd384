/** Names the page itself uses stay out of reach: every id an author gives begins so. */
export const idPrefix = "user-content-";

/** A line of a file, or several: `L10`, `L10-L20`, `L10C3-L12C5`. */
const ofLines = /^L\d+(C\d+)?(-L?\d+(C\d+)?)?$/;

/**
 * The ids that a fragment may mean in a rendered document, the likeliest first: with or without the prefix, as it is written
 * or as GitHub writes names of headings (`#My-Heading` of a notebook is `my-heading`). None for lines, which are the code's.
 */
export function idsOfFragment(hash: string): string[] {
  const name = decodeFragment(hash.slice(1));
  if (name === "" || ofLines.test(name)) return [];
  const bare = name.startsWith(idPrefix) ? name.slice(idPrefix.length) : name;
  return [`${idPrefix}${bare}`, `${idPrefix}${bare.toLowerCase()}`, name];
}

function decodeFragment(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone `%` is one that was meant as it stands.
    return text;
  }
}
