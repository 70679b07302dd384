import { shortHashIn } from "@/lib/wire/short-hash-search";

/** What the interface prints of a hash. */
const surelyDigits = 7;

/** The hashes of commits that the page links to. */
export function listShownHashes(): string[] {
  const hashes = [...document.querySelectorAll<HTMLAnchorElement>("main a[href]")].flatMap(
    ({ pathname }) => /\/(?:tree|commits|commit)\/([0-9a-f]{40})(?:\/|$)/.exec(pathname)?.[1] ?? [],
  );
  return [...new Set(hashes)];
}

/**
 * The hashes that were typed, whole or in part: those that the page shows, or else what was typed, whose page looks for the
 * commit. A word of letters alone, `cafe`, is most likely no hash.
 */
export function matchHashes(typed: string, shown: readonly string[]): string[] {
  const hash = typed.trim().toLowerCase();
  if (hash.length === 40 && /^[0-9a-f]+$/.test(hash)) return [hash];
  const digits = shortHashIn(hash);
  if (digits === null) return [];
  const known = shown.filter((one) => one.startsWith(digits));
  if (known.length > 0) return known;
  return /\d/.test(digits) || digits.length >= surelyDigits ? [digits] : [];
}
