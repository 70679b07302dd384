import type { CreateNamespaceRequest, NamespaceInfo } from "@/contract/namespaces";
import { getNamespace } from "./get-namespace";
import type { Hosting } from "./hosting";
import { HostingError } from "./hosting-error";

/** Makes a namespace without repos. The first repo of a name makes its namespace by itself. */
export async function createNamespace(
  hosting: Hosting,
  request: CreateNamespaceRequest,
): Promise<NamespaceInfo> {
  if (!(await hosting.store.namespaces.insert(request.namespace, hosting.now()))) {
    throw new HostingError("ALREADY_EXISTS", "Namespace already exists", { pointer: "/namespace" });
  }
  return getNamespace(hosting, request.namespace);
}
