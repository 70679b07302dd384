import { useQuery } from "@tanstack/react-query";
import { useSettled } from "@/components/repo-fields/use-settled";
import { httpsRemoteOf, isWholeRemote } from "@/lib/imports/remote-spelling";
import { importPreflightQuery } from "@/lib/queries/imports";

/** After the last key, so that no half-typed address is asked for. */
const settleMs = 500;

/** What is at the address that is being typed, as far as the dashboard's server sees it. */
export function useRemoteLook(address: string) {
  const remote = httpsRemoteOf(address);
  const whole = remote !== null && isWholeRemote(remote) ? remote : null;
  const settled = useSettled(whole, settleMs);
  const isSettled = settled !== null && settled === whole;
  const query = useQuery({ ...importPreflightQuery(settled ?? ""), enabled: settled !== null });
  const seen = settled === whole && query.data?.outcome === "seen" ? query.data : null;
  const isLooking = settled !== whole || query.isPending;
  return {
    remote,
    isWhole: whole !== null,
    isSettled,
    seen,
    look: isLooking ? ("looking" as const) : query.isError ? ("failed" as const) : query.data,
  };
}
