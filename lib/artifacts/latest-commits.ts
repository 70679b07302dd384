import "server-only";
import pLimit from "p-limit";
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
  let isRefused = false;
  const read = async (name: string) => {
    if (isRefused) return;
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
      isRefused ||= error.kind === "rate-limited";
    }
  };
  await pLimit(callsAtOnce).map(names, read);
  return times;
}
