import "server-only";
import { z } from "zod";
import { commit } from "@/contract/content";
import { logPath } from "@/contract/paths";
import { ArtifactsError } from "./artifacts-error";
import { callApi } from "./client";
import { connection } from "./connection";

/** Calls at once: enough to hide a slow upstream, few enough to leave it to others. */
const callsAtOnce = 6;

/**
 * When the latest commit of each repo's default branch was made, in unix seconds; null while there is none. For Artifacts
 * that report no pushes: by ref, so asked for each time. A repo that cannot be read is left out.
 */
export async function readLatestCommitTimes(
  namespace: string,
  names: readonly string[],
  signal?: AbortSignal,
): Promise<Record<string, number | null>> {
  const times: Record<string, number | null> = {};
  const waiting = [...names];
  const work = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      try {
        const { result } = await callApi(z.array(commit), {
          path: logPath(connection().account, namespace, name),
          query: { limit: 1 },
          signal,
        });
        times[name] = result[0]?.committedAt ?? null;
      } catch (error) {
        if (!(error instanceof ArtifactsError)) throw error;
        // What a list only adds to its rows must not cost the list; after a 429 nothing more is asked.
        if (error.kind === "rate-limited") waiting.length = 0;
      }
    }
  };
  await Promise.all(Array.from({ length: callsAtOnce }, work));
  return times;
}
