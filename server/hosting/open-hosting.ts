import { randomBytes } from "node:crypto";
import type { Hosting, HostingOptions } from "./hosting";
import { importDefaults } from "./import-settings";
import { Importer } from "./importer";
import { Maintenance } from "./maintenance";
import { sweepPendingDeletions } from "./sweep-pending-deletions";
import { newWideTrees } from "./wide-trees";

/** Puts the service's parts together and ends what a killed process left half done. */
export async function openHosting(options: HostingOptions): Promise<Hosting> {
  const key = await options.store.settings.setOnce("cursor-key", randomBytes(32).toString("hex"));
  const now = options.now ?? Date.now;
  options.storage.bindRows(options.store.publishing);
  const maintenance = new Maintenance({
    storage: options.storage,
    jobs: options.store.jobs,
    owner: options.imports?.owner ?? importDefaults.owner,
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
      { storage: options.storage, store: options.store, maintenance, now, log: options.log },
      { ...importDefaults, ...options.imports },
    ),
    now,
    log: options.log,
  };
  await sweepPendingDeletions(hosting);
  await hosting.imports.resume();
  return hosting;
}
