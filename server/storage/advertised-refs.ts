import type { AdvertisedRef } from "@/server/git/advertise-refs";
import { GitError } from "@/server/git/git-error";
import type { ReaderPool } from "@/server/git/reader-pool";
import type { RefSnapshot } from "./ref-snapshot";

/** Refs of our own: no client sees or moves them. */
export const hiddenPrefix = "refs/vitrine/";
/** Questions on their way to git at once; 10,000 of them would hold as many promises. */
const askedAtOnce = 1000;

/** The refs that are advertised to a client, HEAD before the rest when its branch exists. */
export async function advertisedRefs(
  refs: RefSnapshot,
  pool: ReaderPool,
  gitDir: string,
  options: { isPeeled: boolean; hasHead: boolean; isWanted: (ref: string) => boolean },
): Promise<AdvertisedRef[]> {
  const shown: { ref: string; hash: string; target: string | null }[] = [];
  const head = refs.get(refs.headRef);
  if (options.hasHead && head !== null && options.isWanted("HEAD")) {
    shown.push({ ref: "HEAD", hash: head, target: refs.headRef });
  }
  for (const [ref, hash] of refs.sorted()) {
    if (ref.startsWith(hiddenPrefix) || !options.isWanted(ref)) continue;
    shown.push({ ref, hash, target: refs.symrefs.get(ref) ?? null });
  }
  if (options.isPeeled) await peelAll(refs, pool, gitDir, shown.filter(mayBeTag));
  return shown.map(({ ref, hash, target }) => ({
    ref,
    hash,
    target,
    peeled: mayBeTag({ ref }) ? (refs.peeled.get(hash) ?? null) : null,
  }));
}

/** Git lets branches hold commits only. */
function mayBeTag({ ref }: { ref: string }): boolean {
  return ref !== "HEAD" && !ref.startsWith("refs/heads/");
}

/** Makes `refs.peeled` know what these lead to. */
async function peelAll(
  refs: RefSnapshot,
  pool: ReaderPool,
  gitDir: string,
  shown: readonly { hash: string }[],
): Promise<void> {
  const unknown = [...new Set(shown.map(({ hash }) => hash))].filter((hash) => !refs.peeled.has(hash));
  for (let at = 0; at < unknown.length; at += askedAtOnce) {
    await Promise.all(
      unknown.slice(at, at + askedAtOnce).map(async (hash) => {
        const peeled = await peelIfSound(pool, gitDir, hash);
        if (peeled !== undefined) refs.peeled.set(hash, peeled);
      }),
    );
  }
}

/** A tag that is damaged leads nowhere, and all others are told beside it, as Git does. */
async function peelIfSound(
  pool: ReaderPool,
  gitDir: string,
  hash: string,
): Promise<string | null | undefined> {
  try {
    return await peel(pool, gitDir, hash);
  } catch (error) {
    if (error instanceof GitError && error.kind === "damaged") return undefined;
    throw error;
  }
}

/** What a tag leads to in the end, whatever that is; null for what is no tag, and for one that leads nowhere. */
export async function peel(pool: ReaderPool, gitDir: string, hash: string): Promise<string | null> {
  let at = hash;
  for (let depth = 0; ; depth += 1) {
    const info = await pool.info(gitDir, at);
    if (info === null) return null;
    if (info.type !== "tag") return depth === 0 ? null : at;
    const tag = await pool.contents(gitDir, at);
    const target = /^object ([0-9a-f]{40})\n/.exec(tag?.content.toString("latin1", 0, 48) ?? "")?.[1];
    // A tag names what was there before it, so a chain of them ends.
    if (target === undefined) return null;
    at = target;
  }
}
