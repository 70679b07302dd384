import { join } from "node:path";
import { findDisconnected } from "@/server/git/check-connected";
import type { PackLookup } from "@/server/git/pack-lookup";
import { quarantineEnv } from "@/server/git/quarantine-env";
import type { ReaderPool } from "@/server/git/reader-pool";
import type { GitRunner } from "@/server/git/run-git";
import type { Quarantine } from "./quarantine";
import type { RefSnapshot } from "./ref-snapshot";
import { type RefUpdate, zeroHash } from "./repo-storage";

export interface CheckObjectsParts {
  runner: GitRunner;
  pool: ReaderPool;
  gitDir: string;
  repoObjectDir: string;
  refs: RefSnapshot;
  signal: AbortSignal;
}

/** Which updates lead to objects that are not there with all they reach, or of the wrong type; each with its reason. */
export async function refusalsByObjects(
  parts: CheckObjectsParts,
  updates: readonly RefUpdate[],
  staged: Quarantine | null,
): Promise<Map<RefUpdate, string>> {
  const check = (packs: readonly PackLookup[]) => refusalsWith(parts, updates, staged, packs);
  return staged === null ? check([]) : staged.withPacks(check);
}

async function refusalsWith(
  parts: CheckObjectsParts,
  updates: readonly RefUpdate[],
  staged: Quarantine | null,
  packs: readonly PackLookup[],
): Promise<Map<RefUpdate, string>> {
  const { runner, gitDir, refs, signal } = parts;
  const news = updates.filter((update) => update.newHash !== zeroHash);
  const tips = new Set(refs.hashes());
  const isWholePack = staged?.isSelfContained === true && !staged.isFromShallow;
  const unsure: string[] = [];
  for (const hash of new Set(news.map((update) => update.newHash))) {
    // What a ref holds is whole, and so is what lies in a pack that names nothing beyond it: neither is walked again.
    if (tips.has(hash) || (isWholePack && packs.some((pack) => pack.has(hash)))) continue;
    unsure.push(hash);
  }
  const env = staged === null ? {} : quarantineEnv(staged.path, parts.repoObjectDir);
  const shallowFile = staged !== null && staged.boundary.length > 0 ? join(staged.path, "shallow") : null;
  const broken = await findDisconnected(runner, gitDir, unsure, { env, shallowFile, signal });

  const reasons = new Map<RefUpdate, string>();
  const types = new Map<string, string | null>();
  for (const update of news) {
    const { ref, newHash } = update;
    if (broken.has(newHash)) {
      reasons.set(update, staged?.isFromShallow ? "shallow update not allowed" : "missing necessary objects");
    } else if (ref.startsWith("refs/heads/")) {
      const type =
        types.get(newHash) ??
        typeIn(packs, newHash) ??
        (await parts.pool.info(gitDir, newHash))?.type ??
        null;
      types.set(newHash, type);
      if (type !== "commit") reasons.set(update, "a branch must point at a commit");
    }
  }
  return reasons;
}

function typeIn(packs: readonly PackLookup[], hash: string): string | null {
  for (const pack of packs) {
    const type = pack.typeOf(hash);
    if (type !== null) return type;
  }
  return null;
}
