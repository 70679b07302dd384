import type { Hosting } from "./hosting";
import { HostingError } from "./hosting-error";

/** Removes a namespace that holds no repo. */
export async function deleteNamespace(hosting: Hosting, namespace: string): Promise<void> {
  const outcome = await hosting.store.namespaces.removeEmpty(namespace);
  if (outcome === "missing") throw new HostingError("NOT_FOUND", "Namespace not found");
  if (outcome === "not-empty") throw new HostingError("ALREADY_EXISTS", "Namespace still holds repositories");
}
