import { useCallback, useEffect, useRef, useState } from "react";
import { createLiveTokens } from "@/lib/inventory/live-tokens";
import type { RatedToken } from "@/lib/inventory/rate-risk";
import { watchInventoryCall } from "@/lib/queries/inventory";
import { type FailureFacts, failureOf } from "@/lib/wire/describe-failure";
import type { InventoryHow, InventoryState } from "@/lib/wire/inventory-events";

export interface Inventory {
  /** Null until the dashboard has said what it keeps. */
  state: InventoryState | null;
  /** The connection to the dashboard failed; what was read stays. */
  trouble: FailureFacts | null;
  /** How many tokens are known to live by now. */
  liveCount: number;
  isLive(id: string): boolean;
  /** Those that live now. */
  list(now: number): RatedToken[];
  /** Takes out what was revoked here. */
  remove(ids: Iterable<string>): void;
  watch(how: InventoryHow): void;
  /** The walk ends on the server too when no page watches it. */
  stop(): void;
}

/** A namespace's live tokens, as they are read: from what is kept on, for as long as the component is there. */
export function useInventory(namespace: string): Inventory {
  const [live] = useState(createLiveTokens);
  const watching = useRef<AbortController | null>(null);
  const [seen, setSeen] = useState<{
    state: InventoryState | null;
    trouble: FailureFacts | null;
    liveCount: number;
  }>({
    state: null,
    trouble: null,
    liveCount: 0,
  });

  const watch = useCallback(
    async (how: InventoryHow) => {
      watching.current?.abort();
      const mine = new AbortController();
      watching.current = mine;
      let isFirst = true;
      try {
        await watchInventoryCall(namespace, how, mine.signal, (event) => {
          // Each connection begins with all that is kept: a dashboard that was restarted keeps nothing.
          if (isFirst) live.clear();
          isFirst = false;
          if (event.type === "repos") live.put(event.repos);
          if (event.type !== "state") return;
          const { type, ...state } = event;
          setSeen({ state, trouble: null, liveCount: live.count });
        });
      } catch (error) {
        if (mine.signal.aborted) return;
        setSeen(({ state }) => ({
          state: stopped(state),
          trouble: failureOf(error),
          liveCount: live.count,
        }));
      }
    },
    [namespace, live],
  );
  useEffect(() => {
    watch("open");
    return () => watching.current?.abort();
  }, [watch]);

  const isWhole = seen.state?.phase === "whole";
  useEffect(() => {
    if (!isWhole) return;
    // What stood in the background is read again if it has grown old there.
    const onShown = () => void (document.visibilityState === "visible" && watch("open"));
    document.addEventListener("visibilitychange", onShown);
    return () => document.removeEventListener("visibilitychange", onShown);
  }, [isWhole, watch]);

  const list = useCallback(
    (now: number) => {
      const tokens = live.list(now);
      setSeen((before) => ({ ...before, liveCount: live.count }));
      return tokens;
    },
    [live],
  );

  return {
    ...seen,
    isLive: live.has,
    list,
    remove: (ids) => {
      live.remove(ids);
      setSeen((before) => ({ ...before, liveCount: live.count }));
    },
    watch,
    stop: () => {
      watching.current?.abort();
      setSeen((before) => ({ ...before, state: stopped(before.state) }));
    },
  };
}

/** As the dashboard does when no page watches. */
function stopped(state: InventoryState | null): InventoryState | null {
  return state?.phase === "running" ? { ...state, phase: "stopped", waitingSeconds: null } : state;
}
