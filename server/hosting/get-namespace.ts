import type { NamespaceInfo } from "@/contract/namespaces";
import { describeNamespace } from "./describe-namespace";
import type { Hosting } from "./hosting";
import { HostingError } from "./hosting-error";

export async function getNamespace(hosting: Hosting, namespace: string): Promise<NamespaceInfo> {
  const row = await hosting.store.namespaces.find(namespace);
  if (row === null) throw new HostingError("NOT_FOUND", "Namespace not found");
  return describeNamespace(row);
}
