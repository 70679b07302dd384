"use client";

import { useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { countOf } from "@/lib/format/count";
import { describePlaces } from "@/lib/leaks/describe-place";
import { extractLeaks } from "@/lib/leaks/extract-leaks";
import type { LabelledToken } from "@/lib/wire/answers";
import { IncidentNote } from "./incident-note";
import { investigateLeaks } from "./investigate-leak";
import { LeakCard } from "./leak-card";
import { LeakIntake } from "./leak-intake";
import { atStage, type LeakState, newLeakState, type Stage } from "./leak-state";
import { revokeLeak } from "./revoke-leak";
import { isTold, othersOf, tellApart } from "./tell-apart";

/** From a pasted leak to the proof that it is dead. Everything is kept in this component alone, and goes with it. */
export function LeakResponder({ now }: { now: number }) {
  const [text, setText] = useState("");
  const [leaks, setLeaks] = useState<LeakState[] | null>(null);
  const stop = useRef(new AbortController());
  const ownStops = useRef(new WeakMap<LeakState["places"], AbortController>());
  const deferred = useDeferredValue(text);
  const found = useMemo(() => extractLeaks(deferred), [deferred]);
  const shown = useMemo(() => tellApart(leaks ?? found.map(newLeakState)), [leaks, found]);

  const latest = useRef(shown);
  useEffect(() => {
    latest.current = shown;
  }, [shown]);

  const clear = () => {
    stop.current.abort();
    stop.current = new AbortController();
    setText("");
    setLeaks(null);
  };
  useEffect(() => {
    // A page that the browser keeps for Back must not keep a secret.
    const forget = () => {
      stop.current.abort();
      setText("");
      setLeaks(null);
    };
    window.addEventListener("pagehide", forget);
    return () => {
      window.removeEventListener("pagehide", forget);
      stop.current.abort();
    };
  }, []);

  const moverOf = (places: LeakState["places"]) => (next: (stage: Stage) => Stage) =>
    setLeaks(
      (all) => all?.map((one) => (one.places === places ? atStage(one, next(one.stage)) : one)) ?? null,
    );
  const revoke = async (leak: LeakState, tokens: LabelledToken[]) => {
    const gone = await revokeLeak(leak, tokens, moverOf(leak.places), stop.current.signal);
    // What went for one secret may have been another's.
    if (gone.length > 1) investigate(othersOf(latest.current, leak, gone));
  };
  const investigate = (which: readonly LeakState[], evenIfDead = false) => {
    const investigations = which.map((leak) => {
      const own = new AbortController();
      ownStops.current.set(leak.places, own);
      return {
        leak,
        move: moverOf(leak.places),
        signal: AbortSignal.any([stop.current.signal, own.signal]),
      };
    });
    void investigateLeaks(investigations, { evenIfDead });
  };
  const stopOne = (leak: LeakState) => {
    ownStops.current.get(leak.places)?.abort();
    moverOf(leak.places)((stage) =>
      stage.name === "searching" ? { name: "stopped", isAlive: stage.probe?.verdict === "elsewhere" } : stage,
    );
  };

  const checkAll = () => {
    // Of the text of this moment: what is shown may come after it, and the text is gone after this.
    const all = extractLeaks(text).map(newLeakState);
    setLeaks(all);
    // What was pasted leaves the page now; of it only the secrets are needed.
    setText("");
    investigate(all.filter(({ isCut }) => !isCut));
  };

  const told = shown.filter(isTold);
  const whole = shown.filter(({ isCut }) => !isCut);

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      {leaks === null ? <LeakIntake text={text} onText={setText} /> : null}
      <div role="status" className="flex flex-wrap items-center gap-3 empty:hidden">
        {leaks === null && deferred.trim() !== "" ? (
          <p className="mr-auto text-14 font-medium">
            {shown.length === 0
              ? "No Artifacts token in it. Tokens begin with art_v and a number."
              : `${countOf(shown.length, "token")} found`}
          </p>
        ) : null}
        {leaks !== null ? <p className="mr-auto text-14 font-medium">{summaryOf(leaks)}</p> : null}
        {leaks === null && whole.length > 0 ? (
          <Button variant="primary" onClick={checkAll}>
            {whole.length === 1 ? "Check it" : `Check all ${whole.length}`}
          </Button>
        ) : null}
        {told.length > 1 ? (
          <Button
            variant="danger"
            onClick={() => {
              for (const leak of told) void revoke(leak, leak.stage.tokens);
            }}
          >
            Revoke all {told.length}
          </Button>
        ) : null}
        {leaks !== null ? <Button onClick={clear}>Clear and start again</Button> : null}
      </div>
      {shown.length > 0 ? (
        <ul aria-label="Tokens found" className="grid grid-cols-[minmax(0,1fr)] gap-3">
          {shown.map((leak) => (
            <LeakCard
              key={`${leak.places[0]?.line}:${leak.places[0]?.column}:${leak.mask}`}
              leak={leak}
              now={now}
              onRevoke={(tokens) => void revoke(leak, tokens)}
              onFindHome={() => investigate([leak], true)}
              onRetry={() => investigate([leak])}
              onStop={() => stopOne(leak)}
            />
          ))}
        </ul>
      ) : null}
      <IncidentNote
        kills={shown.flatMap(({ mask, places, stage }) =>
          stage.name === "killed" ? [{ ...stage.kill, mask, place: describePlaces(places) }] : [],
        )}
      />
    </div>
  );
}

function summaryOf(leaks: readonly LeakState[]): string {
  const count = (...names: Stage["name"][]) => leaks.filter(({ stage }) => names.includes(stage.name)).length;
  const parts = [
    [count("waiting", "searching") - leaks.filter(({ isCut }) => isCut).length, "being checked"],
    [count("alive"), "alive"],
    [count("killed"), "revoked and proven dead"],
    [count("dead"), "dead already"],
    [count("not-found", "stopped", "failed"), "not settled"],
  ] as const;
  return parts
    .filter(([number]) => number > 0)
    .map(([number, words]) => `${number} ${words}`)
    .join(", ");
}
