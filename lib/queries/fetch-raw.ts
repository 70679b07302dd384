import { callTrailHeader } from "@/lib/wire/call-trail-header";
import { noteCalls } from "./note-calls";

/**
 * Fetches bytes through the raw route, and reports to the drawer which calls that took. Never from the browser's cache without
 * asking the server: the cached header lists the calls of the first time.
 */
export async function fetchRaw(
  url: string,
  { cache, signal = null }: { cache: "no-cache" | "no-store"; signal?: AbortSignal | null },
): Promise<Response> {
  const answer = await fetch(url, { cache, signal, headers: { [callTrailHeader]: "header" } });
  noteCalls("GET", url, answer.headers.get(callTrailHeader));
  return answer;
}
