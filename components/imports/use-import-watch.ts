import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { ImportProgress } from "@/lib/imports/import-progress";
import type { ImportRecord } from "@/lib/imports/import-record";
import { changeImport, startedImports } from "@/lib/imports/started-imports";
import { checkImport } from "@/lib/queries/check-import";
import { refetchImported } from "@/lib/queries/refetch-imported";
import { revokeInitialToken } from "@/lib/queries/revoke-initial-token";
import { failureOf } from "@/lib/wire/describe-failure";

const pollMs = 2_000;
/** Imports that end within this time fetch the lists they touch together. */
const togetherMs = 250;
/** How many are checked at a time: half of them those that make progress, half in turn. */
const askedAtOnce = 8;

export const importKey = ({ namespace, name }: Pick<ImportRecord, "namespace" | "name">) =>
  `${namespace}/${name}`;

/**
 * Follows the imports that run, while there are any and the page is in sight, and writes down how they end. Gives the
 * progress of each by `importKey`.
 */
export function useImportWatch(records: readonly ImportRecord[]): ReadonlyMap<string, ImportProgress> {
  const client = useQueryClient();
  const [progress, setProgress] = useState<ReadonlyMap<string, ImportProgress>>(new Map());
  const askedAt = useRef(new Map<string, number>());
  const busy = useRef(new Set<string>());
  const isAnyRunning = records.some(({ state }) => state === "running");

  useEffect(() => {
    if (!isAnyRunning) return;
    const leave = new AbortController();
    const { signal } = leave;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ended: ImportRecord[] = [];
    const end = (record: ImportRecord) => {
      ended.push(record);
      // Of the client, not of this effect: an import that has ended must be seen, also when it was the last one.
      if (ended.length === 1) setTimeout(() => void refetchImported(client, ended.splice(0)), togetherMs);
    };

    /** Gives how long Artifacts asked to wait, in milliseconds. */
    const look = async (record: ImportRecord): Promise<number> => {
      const key = importKey(record);
      askedAt.current.set(key, Date.now());
      try {
        const found = await checkImport(record, signal);
        if (found.state === "running") {
          const isBusy = (found.progress?.sizeBytes ?? 0) > 0;
          if (isBusy) busy.current.add(key);
          else busy.current.delete(key);
          const { progress: current } = found;
          if (current !== null) setProgress((before) => new Map(before).set(key, current));
          return 0;
        }
        busy.current.delete(key);
        if (found.state === "failed") changeImport(record, { state: "failed", note: found.note });
        else changeImport(record, { state: "done", note: await revokeUnwantedToken(record) });
        end(record);
        return 0;
      } catch (error) {
        // What cannot be asked now is asked again; where Artifacts named a time, not before it.
        return (failureOf(error).retryAfterSeconds ?? 0) * 1000;
      }
    };

    const turn = async () => {
      let restMs = 0;
      if (document.visibilityState === "visible") {
        const asked = nextToAsk(startedImports(), { askedAt: askedAt.current, busy: busy.current });
        restMs = Math.max(0, ...(await Promise.all(asked.map(look))));
      }
      if (!signal.aborted) timer = setTimeout(turn, Math.max(pollMs, restMs));
    };
    void turn();
    return () => {
      leave.abort();
      clearTimeout(timer);
    };
  }, [isAnyRunning, client]);

  return progress;
}

/** Those that make progress, and of the rest those that were checked longest ago. */
function nextToAsk(
  records: readonly ImportRecord[],
  { askedAt, busy }: { askedAt: ReadonlyMap<string, number>; busy: ReadonlySet<string> },
): ImportRecord[] {
  const running = records
    .filter(({ state }) => state === "running")
    .sort((a, b) => (askedAt.get(importKey(a)) ?? 0) - (askedAt.get(importKey(b)) ?? 0));
  const moving = running.filter((record) => busy.has(importKey(record))).slice(0, askedAtOnce / 2);
  return [...moving, ...running.filter((record) => !moving.includes(record))].slice(0, askedAtOnce);
}

/** Null when nothing is left to do. The dashboard's server would revoke it by itself, a little later. */
async function revokeUnwantedToken({
  namespace,
  name,
  unwantedTokenEndsAt,
}: ImportRecord): Promise<string | null> {
  if (unwantedTokenEndsAt === null) return null;
  const initialToken = await revokeInitialToken(namespace, name, unwantedTokenEndsAt).catch(() => null);
  return initialToken?.state === "revoked"
    ? null
    : "The write token that came with it could not be revoked yet: see its Tokens page.";
}
