import { StoreError } from "@/server/db/store-error";

/** What a door tells of a failure of the store that is nobody's mistake; null for any other error. */
export function storeFailureKind(error: unknown): StoreError["kind"] | null {
  return error instanceof StoreError ? error.kind : null;
}
