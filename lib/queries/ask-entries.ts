import { apiEntriesUrl } from "@/lib/routes";
import { entryRows } from "@/lib/wire/answers";
import { callDashboard } from "./call-dashboard";
import { shouldRetry } from "./should-retry";

interface EntriesQuery {
  namespace: string;
  repo: string;
  /** For the links. */
  ref: string;
  /** Hash of the root. */
  tree: string;
  path: string;
  /** How many are there. */
  from: number;
}

/** More rows of a directory, as HTML. Tries twice more what may pass by itself. */
export async function askEntries(
  { namespace, repo, ...query }: EntriesQuery,
  signal: AbortSignal,
): Promise<string> {
  const url = apiEntriesUrl(namespace, repo, query);
  for (let failures = 0; ; failures += 1) {
    try {
      return (await callDashboard(entryRows, { url, signal })).html;
    } catch (error) {
      if (signal.aborted || !shouldRetry(failures, error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 1_000 * 2 ** failures));
    }
  }
}
