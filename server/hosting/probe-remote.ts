import { type Limiter, NoSlotError } from "@/server/git/limiter";
import type { RepoStorage } from "@/server/storage/repo-storage";
import { type ImportFailureReason, importFailure, importFailureOf } from "./import-failure";
import { accessThrough, openImportProxy } from "./import-proxy";
import type { ImportSettings } from "./import-settings";

/** Enough for a remote of a million refs that cannot filter them. */
const probeMaxBytes = 128 * 1024 ** 2;

/** Asks a remote for the branch to import, the default one when `branch` is null. Each question takes its turn. */
export async function probeRemote(
  { storage, settings, turns }: { storage: RepoStorage; settings: ImportSettings; turns: Limiter },
  url: string,
  branch: string | null,
): Promise<{ branch: string } | ImportFailureReason> {
  let giveBack: () => void;
  try {
    giveBack = await turns.take();
  } catch (error) {
    if (!(error instanceof NoSlotError)) throw error;
    return importFailure("UPSTREAM_UNAVAILABLE", "Too many imports are being started, try again shortly");
  }
  try {
    return await askRemote(storage, settings, url, branch);
  } finally {
    giveBack();
  }
}

async function askRemote(
  storage: RepoStorage,
  settings: ImportSettings,
  url: string,
  branch: string | null,
): Promise<{ branch: string } | ImportFailureReason> {
  const signal = AbortSignal.timeout(settings.probeTimeoutMs);
  const proxy = await openImportProxy(settings, probeMaxBytes);
  try {
    const found = await storage.probeRemote(accessThrough(proxy, settings, url), { branch, signal });
    if (branch !== null) {
      if (found.hasBranch) return { branch };
      return importFailure("INVALID_INPUT", "The remote has no such branch", "/branch");
    }
    if (found.defaultBranch !== null) return { branch: found.defaultBranch };
    return importFailure("INVALID_INPUT", "The remote has no default branch, name one", "/branch");
  } catch (error) {
    const failure =
      signal.aborted && proxy.refusal === null
        ? importFailure("UPSTREAM_UNAVAILABLE", "The remote did not answer in time", "/url")
        : importFailureOf(error, proxy.refusal);
    if (failure.isUnexpected) throw error;
    return failure;
  } finally {
    await proxy.close();
  }
}
