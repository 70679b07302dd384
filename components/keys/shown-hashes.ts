const fewest = 4;

/** The hashes of commits that the page links to. */
export function listShownHashes(): string[] {
  const hashes = [...document.querySelectorAll<HTMLAnchorElement>("main a[href]")].flatMap(
    ({ pathname }) => /\/(?:tree|commits|commit)\/([0-9a-f]{40})(?:\/|$)/.exec(pathname)?.[1] ?? [],
  );
  return [...new Set(hashes)];
}

/** What a hash stands for that was typed whole, or in part where the page shows it: no route knows a hash by its beginning. */
export function matchHashes(typed: string, shown: readonly string[]): string[] {
  const hash = typed.trim().toLowerCase();
  if (!/^[0-9a-f]+$/.test(hash) || hash.length < fewest) return [];
  return hash.length === 40 ? [hash] : shown.filter((one) => one.startsWith(hash));
}
