"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import {
  type Connection,
  currentConnection,
  noteAnswered,
  subscribeToConnection,
} from "@/lib/queries/connection";
import { healthUrl } from "@/lib/routes";

const askEveryMs = 4_000;

const words: Record<Exclude<Connection, "ok">, string> = {
  offline: "You are offline. What is shown may be old, and nothing can be changed.",
  unreachable: "The dashboard does not answer. Trying again…",
};

/** Above every page while nothing can be reached; goes away by itself. */
export function ConnectionBanner() {
  const connection = useSyncExternalStore(subscribeToConnection, currentConnection, () => "ok" as const);
  // A call that ended may have been ended by leaving the page: the dashboard is asked itself before anything is said.
  const [isConfirmed, setConfirmed] = useState(false);

  useEffect(() => {
    if (connection !== "unreachable") return;
    let isOver = false;
    const ask = async () => {
      const signal = AbortSignal.timeout(askEveryMs);
      const answer = await fetch(healthUrl(), { cache: "no-store", signal }).catch(() => null);
      if (isOver) return;
      if (answer?.ok) noteAnswered(true);
      else setConfirmed(true);
    };
    ask();
    const timer = setInterval(ask, askEveryMs);
    return () => {
      isOver = true;
      clearInterval(timer);
      setConfirmed(false);
    };
  }, [connection]);

  const isShown = connection === "offline" || (connection === "unreachable" && isConfirmed);
  return (
    <div role="status" className="sticky top-0 z-30 empty:hidden print:hidden">
      {isShown ? (
        <p className="bg-warning-subtle px-4 py-2 text-center text-13">{words[connection]}</p>
      ) : null}
    </div>
  );
}
