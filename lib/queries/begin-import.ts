import type { ImportRepoRequest } from "@/contract/repos";
import type { ImportRecord } from "@/lib/imports/import-record";
import { rememberImport } from "@/lib/imports/started-imports";
import { apiImportUrl } from "@/lib/routes";
import { type MadeRepo, madeRepo } from "@/lib/wire/initial-token";
import { callDashboard } from "./call-dashboard";

interface BeginOptions {
  /** Whether the write token that comes with it is kept, to be shown. */
  isTokenKept?: boolean;
  signal?: AbortSignal;
}

/** Begins an import and remembers it, so that it can be followed from any page. */
export async function beginImport(
  namespace: string,
  { name, ...values }: ImportRepoRequest & { name: string },
  { isTokenKept = false, signal }: BeginOptions = {},
): Promise<MadeRepo> {
  const made = await callDashboard(madeRepo, {
    method: "POST",
    url: apiImportUrl(namespace, name),
    body: { ...values, keep_token: isTokenKept },
    signal,
  });
  rememberImport({
    namespace,
    name,
    values,
    startedAtMs: Date.now(),
    unwantedTokenEndsAt: made.initialToken.state === "alive" ? made.initialToken.endsAt : null,
    state: "running",
    note: null,
  });
  return made;
}

/** The same import again, after it failed or was cancelled. */
export async function repeatImport({ namespace, name, values }: ImportRecord): Promise<void> {
  await beginImport(namespace, { name, ...values });
}
