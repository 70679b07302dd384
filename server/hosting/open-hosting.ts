import { randomBytes } from "node:crypto";
import type { Hosting, HostingOptions } from "./hosting";
import { importDefaults } from "./import-settings";
import { Importer } from "./importer";
import { Maintenance } from "./maintenance";
import { PendingDeletionSweep } from "./sweep-pending-deletions";
import { newWideTrees } from "./wide-trees";

/** Puts the service's parts together and ends what a killed process left half done. */
export async function openHosting(options: HostingOptions): Promise<Hosting> {
  const key = await options.store.settings.setOnce("cursor-key", randomBytes(32).toString("hex"));
  const now = options.now ?? Date.now;
  const { now: givenNow } = options;
  const clock = givenNow === undefined ? () => options.store.clock() : async () => givenNow();
  const { publishing } = options.store;
  options.storage.bindRows({
    refusalOf: async (repoId, expected) => publishing.refusalOf(repoId, expected, await clock()),
    notePush: (repoId, atMs) => publishing.notePush(repoId, atMs),
  });
  const maintenance = new Maintenance({
    storage: options.storage,
    jobs: options.store.jobs,
    owner: options.store.owner,
    clock,
    restMs: options.maintainAfterMs ?? 5_000,
    now,
    log: options.log,
  });
  const hosting: Hosting = {
    storage: options.storage,
    store: options.store,
    publicUrl: options.publicUrl,
    cursorKey: Buffer.from(key, "hex"),
    maintenance,
    wideTrees: newWideTrees(),
    imports: new Importer(
      { storage: options.storage, store: options.store, maintenance, now, clock, log: options.log },
      { ...importDefaults, ...options.imports },
    ),
    now,
    clock,
    log: options.log,
    sweep: new PendingDeletionSweep({
      storage: options.storage,
      store: options.store,
      clock,
      log: options.log,
    }),
  };
  await takeOver(hosting);
  await hosting.sweep.start();
  hosting.imports.wake();
  return hosting;
}

/** The data folder is this process's alone: what the last one held can be taken up without waiting for its leases. */
async function takeOver({ store, sweep, log }: Hosting): Promise<void> {
  if (store.lastOwner !== null) {
    const count = await store.jobs.releaseAllOf(store.lastOwner);
    if (count > 0) log("jobs-taken-over", { count });
    await sweep.takeOver(store.lastOwner);
    await store.settings.forgetProofOf(store.lastOwner);
  }
  // Without the name on the disk, the next start waits for the leases of this process to run out.
  await store.forgetLastOwner().catch((error: unknown) => log("owner-not-kept", { error: String(error) }));
}
