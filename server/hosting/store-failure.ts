import { StoreError } from "@/server/db/store-error";

/** The kind of a failure of the store, which is neither the client's mistake nor a bug; null for any other error. */
export function storeFailureKind(error: unknown): StoreError["kind"] | null {
  return error instanceof StoreError ? error.kind : null;
}
