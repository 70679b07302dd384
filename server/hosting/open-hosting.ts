import { randomBytes } from "node:crypto";
import type { Hosting, HostingOptions } from "./hosting";
import { sweepDoomedRepos } from "./sweep-doomed-repos";

/** Puts the service's parts together and ends what a killed process left half done. */
export async function openHosting(options: HostingOptions): Promise<Hosting> {
  const key = await options.store.settings.setOnce("cursor-key", randomBytes(32).toString("hex"));
  const hosting: Hosting = {
    storage: options.storage,
    store: options.store,
    publicUrl: options.publicUrl,
    cursorKey: Buffer.from(key, "hex"),
    now: options.now ?? Date.now,
    log: options.log,
  };
  await sweepDoomedRepos(hosting);
  return hosting;
}
