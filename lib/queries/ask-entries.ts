import { apiEntriesUrl } from "@/lib/routes";
import { entryRows } from "@/lib/wire/answers";
import { callAgain } from "./call-again";

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

/** More rows of a directory, as HTML. */
export async function askEntries(
  { namespace, repo, ...query }: EntriesQuery,
  signal: AbortSignal,
): Promise<string> {
  const url = apiEntriesUrl(namespace, repo, query);
  return (await callAgain(entryRows, { url, signal })).html;
}
