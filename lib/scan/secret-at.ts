import "server-only";
import type { Leak } from "@/lib/leaks/extract-leaks";
import { openContent } from "@/lib/reading/open-repo";
import { RequestError } from "@/lib/wire/request-error";
import type { SecretPlace } from "@/lib/wire/scan-events";
import { readBlob } from "./read-blob";
import { textReader } from "./text-reader";

/** The Artifacts token that lies at a place, read there anew: it is for this server alone. Throws `RequestError` when none does. */
export async function secretAt(place: SecretPlace, signal: AbortSignal): Promise<Leak> {
  const repo = await openContent(place.namespace, place.repo);
  const outcome = await readBlob(repo, place.blob, { reader: textReader(), signal });
  const leaks = outcome.kind === "read" ? outcome.findings.leaks : [];
  const leak = leaks.find(({ places }) =>
    places.some(({ line, column }) => line === place.line && column === place.column),
  );
  if (leak === undefined || leak.isCut) {
    throw new RequestError("not-found", "No token lies at this place any more.", "/place");
  }
  return leak;
}
