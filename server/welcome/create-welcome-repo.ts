import { Readable } from "node:stream";
import { writePack } from "@/gitformat/write-pack";
import { finishDeletion } from "@/server/hosting/finish-deletion";
import type { Hosting } from "@/server/hosting/hosting";
import { makeRepoId } from "@/server/hosting/repo-id";
import { zeroHash } from "@/server/storage/repo-storage";
import { welcomeHistory } from "./welcome-history";

const settingName = "welcome-repo";

/**
 * Makes `default/welcome` on the first start with an empty data folder, and never again: the decision is kept, so a
 * deleted welcome repo stays deleted. A process killed half-way leaves nothing, and the next start makes it.
 */
export async function createWelcomeRepo(hosting: Hosting, options: { isWanted: boolean }): Promise<void> {
  const { repos, settings } = hosting.store;
  if ((await settings.get(settingName)) !== null) return;
  if (!options.isWanted || (await repos.hasAny())) {
    await settings.setOnce(settingName, "skipped");
    return;
  }

  const { objects, refs } = welcomeHistory(hosting.publicUrl);
  const id = makeRepoId();
  const nowMs = hosting.now();
  const signal = new AbortController().signal;
  await repos.notePendingDeletion(id, nowMs);
  let isInserted = false;
  try {
    await hosting.storage.createRepo(id, "main");
    const pack = writePack(objects);
    const staged = await hosting.storage.stage(id, Readable.from([pack], { objectMode: false }), {
      signal,
      maxSizeBytes: pack.length,
    });
    try {
      const updates = Object.entries(refs).map(([ref, newHash]) => ({ ref, oldHash: zeroHash, newHash }));
      const outcomes = await hosting.storage.publish(id, updates, { staged, atomic: true, signal });
      const refused = outcomes.find((outcome) => !outcome.ok);
      if (refused !== undefined) throw new Error(`the welcome repo's ${refused.ref} was refused`);
    } finally {
      await staged.discard();
    }
    const inserting = repos.insert(
      "default",
      {
        id,
        name: "welcome",
        description: "A small repo to try Vitrine on",
        defaultBranch: "main",
        readOnly: false,
        status: "ready",
        source: null,
        createdAtMs: nowMs,
        updatedAtMs: nowMs,
        lastPushAtMs: nowMs,
      },
      { wasPending: true, setting: { name: settingName, value: "made" } },
    );
    isInserted = await inserting.catch(async (error: unknown) => {
      // Another process that starts on these rows has decided meanwhile.
      if ((await settings.get(settingName)) === null) throw error;
      return false;
    });
  } finally {
    if (!isInserted) await finishDeletion(hosting, id);
  }
  if (isInserted) hosting.log("welcome-repo-made", { repoId: id });
}
