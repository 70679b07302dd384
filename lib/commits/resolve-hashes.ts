import "server-only";
import { logLimitMax } from "@/contract/content";
import { type ContentRepo, getCommit, isNoObject, listCommits } from "@/lib/artifacts/content";
import type { RepoRefs } from "@/lib/git/refs";

interface Around {
  content: ContentRepo;
  refs: RepoRefs;
  commit: { hash: string; parents: readonly string[] };
}

/** Of a message. Further hashes stay text. */
const callsMax = 10;
const hashLength = 40;
/** Dates are digits alone, and words letters: no log is read for them. */
const looksLikeHash = /\d.*[a-f]|[a-f].*\d/;

/**
 * Adds to `found` which commit each word means, as that becomes known: a hash by its commit, less than a hash by the commits that are
 * near. What means none, or several, is not added. Throws `ArtifactsError`.
 */
export async function resolveHashes(
  { content, refs, commit }: Around,
  words: readonly string[],
  found: Map<string, string>,
): Promise<void> {
  const tips = [commit.hash, ...refs.branches.map(({ hash }) => hash)].concat(
    refs.tags.map(({ commitHash }) => commitHash),
  );
  const short: string[] = [];
  const unsure: [word: string, hash: string][] = [];
  for (const word of new Set(words)) {
    const tip = onlyOne(tips, word);
    // History may be cut off before a parent.
    const hash = word.length === hashLength ? word : onlyOne(commit.parents, word);
    if (tip !== null) found.set(word, tip);
    else if (hash !== null) unsure.push([word, hash]);
    else if (looksLikeHash.test(word)) short.push(word);
  }
  await Promise.all([
    ...unsure.slice(0, callsMax).map(async ([word, hash]) => {
      if (await isCommit(content, hash)) found.set(word, hash);
    }),
    short.length === 0 ? undefined : resolveShort(content, commit.hash, short, found),
  ]);
}

async function isCommit(content: ContentRepo, hash: string): Promise<boolean> {
  try {
    await getCommit(content, hash);
    return true;
  } catch (error) {
    if (isNoObject(error)) return false;
    throw error;
  }
}

/** A message names what was there before it. */
async function resolveShort(
  content: ContentRepo,
  from: string,
  words: readonly string[],
  found: Map<string, string>,
): Promise<void> {
  const before = await listCommits(content, from, { limit: logLimitMax });
  const hashes = before.map(({ hash }) => hash);
  for (const word of words) {
    const hash = onlyOne(hashes, word);
    if (hash !== null) found.set(word, hash);
  }
}

function onlyOne(hashes: readonly string[], word: string): string | null {
  const [hash, ...others] = new Set(hashes.filter((one) => one.startsWith(word)));
  return others.length === 0 ? (hash ?? null) : null;
}
