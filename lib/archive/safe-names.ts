import type { TreeEntry } from "@/contract/content";

/** What a file system may read as `.git`: HFS+ leaves out these characters, NTFS knows the short name. */
const hfsIgnored = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g;

/**
 * A name that no unpacking program takes for a way out of its folder or for a repo's own data. A client can push a tree
 * with any names; Git refuses most of these at a push, but not every server asks Git.
 */
export function safeName(name: string): string {
  const plain = name.replace(/[/\\\p{Cc}\p{Surrogate}]/gu, "_");
  if (plain === "" || plain === "." || plain === "..") return "_".repeat(Math.max(1, plain.length));
  // NTFS drops dots and spaces at the end, and takes what follows a colon for a stream of the file.
  const bare = plain
    .replace(hfsIgnored, "")
    .toLowerCase()
    .replace(/:.*$/, "")
    .replace(/[. ]+$/, "");
  return bare === ".git" || /^git~\d+$/.test(bare) ? `_${plain.slice(1)}` : plain;
}

/**
 * Safe names for the entries of one directory, no two alike. A link that differs from another entry only in case or Unicode
 * form is renamed too: a file system that ignores the difference would write a directory's content through the link.
 */
export function safeNames(entries: readonly TreeEntry[]): string[] {
  const taken = new Set<string>();
  const others = new Map<string, number>();
  for (const { name } of entries) {
    const folded = fold(safeName(name));
    others.set(folded, (others.get(folded) ?? 0) + 1);
  }
  return entries.map(({ name, type }) => {
    const safe = safeName(name);
    const isRisky = type === "symlink" && (others.get(fold(safe)) ?? 0) > 1;
    let unique = isRisky ? `${safe}~link` : safe;
    for (let count = 2; taken.has(unique); count++) unique = `${safe}~${count}`;
    taken.add(unique);
    return unique;
  });
}

const fold = (name: string) => name.normalize("NFC").toLowerCase();
