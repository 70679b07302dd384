import { apiActivityUrl, apiFindLeakUrl, apiFindPlaceUrl, apiProbePlaceUrl, apiProbeUrl } from "@/lib/routes";
import type {
  FindLeakRequest,
  LeakEvent,
  LeaksEvent,
  RepoActivity,
  TokenProbe,
} from "@/lib/wire/leak-events";
import type { SecretPlace } from "@/lib/wire/scan-events";
import { callDashboard } from "./call-dashboard";
import { readEvents } from "./read-events";

/** With the first call: the page waits for what is pasted into it. */
const schemas = () => import("@/lib/wire/leak-events");

// Plain calls, not queries: what carries a secret is to leave no trace in a cache.

/** A secret that the page holds, or the place of one that only the dashboard's server reads. */
export type HeldSecret = string | SecretPlace;

/** Looks for several together; each event names those that it is about. */
export const findLeaksCall = async (
  leaks: FindLeakRequest[],
  signal: AbortSignal,
  onEvent: (event: LeaksEvent) => void,
): Promise<void> =>
  readEvents((await schemas()).leaksEvent, { url: apiFindLeakUrl(), body: { leaks }, signal }, onEvent);

export const findPlaceCall = async (
  place: SecretPlace,
  evenIfDead: boolean,
  signal: AbortSignal,
  onEvent: (event: LeakEvent) => void,
): Promise<void> =>
  readEvents(
    (await schemas()).leakEvent,
    { url: apiFindPlaceUrl(), body: { place, evenIfDead }, signal },
    onEvent,
  );

export const probeCall = async (
  namespace: string,
  repo: string,
  secret: HeldSecret,
  signal: AbortSignal,
): Promise<TokenProbe> => {
  const call =
    typeof secret === "string"
      ? { url: apiProbeUrl(namespace, repo), body: { secret } }
      : { url: apiProbePlaceUrl(), body: { place: secret, repo: { namespace, repo } } };
  return callDashboard((await schemas()).tokenProbe, { method: "POST", ...call, signal });
};

/** `since` and `until` in unix seconds. */
export const activityCall = async (
  namespace: string,
  repo: string,
  window: { since: number; until: number },
  signal: AbortSignal,
): Promise<RepoActivity> =>
  callDashboard((await schemas()).repoActivity, { url: apiActivityUrl(namespace, repo, window), signal });
