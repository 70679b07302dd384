"use client";

import { useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { countOf } from "@/lib/format/count";
import { describePlaces } from "@/lib/leaks/describe-place";
import { extractLeaks } from "@/lib/leaks/extract-leaks";
import { IncidentNote } from "./incident-note";
import { checkCases, killCase } from "./investigate-leak";
import { LeakCard } from "./leak-card";
import { LeakIntake } from "./leak-intake";
import { atStage, caseOf, type LeakState, type Stage } from "./leak-state";

/** From a pasted leak to the proof that it is dead. Everything is kept in this component alone, and goes with it. */
export function LeakResponder({ now }: { now: number }) {
  const [text, setText] = useState("");
  const [cases, setCases] = useState<LeakState[] | null>(null);
  const stop = useRef(new AbortController());
  const ownStops = useRef(new WeakMap<LeakState["places"], AbortController>());
  const deferred = useDeferredValue(text);
  const found = useMemo(() => extractLeaks(deferred), [deferred]);
  const shown = cases ?? found.map(caseOf);

  const clear = () => {
    stop.current.abort();
    stop.current = new AbortController();
    setText("");
    setCases(null);
  };
  useEffect(() => {
    // A page that the browser keeps for Back must not keep a secret.
    const forget = () => {
      stop.current.abort();
      setText("");
      setCases(null);
    };
    window.addEventListener("pagehide", forget);
    return () => {
      window.removeEventListener("pagehide", forget);
      stop.current.abort();
    };
  }, []);

  const moverOf = (places: LeakState["places"]) => (next: (stage: Stage) => Stage) =>
    setCases(
      (all) => all?.map((one) => (one.places === places ? atStage(one, next(one.stage)) : one)) ?? null,
    );
  const kill = (leak: LeakState) => killCase(leak, moverOf(leak.places), stop.current.signal);
  const check = (leaks: readonly LeakState[], evenIfDead = false) => {
    const searches = leaks.map((leak) => {
      const own = new AbortController();
      ownStops.current.set(leak.places, own);
      return {
        leak,
        move: moverOf(leak.places),
        signal: AbortSignal.any([stop.current.signal, own.signal]),
      };
    });
    checkCases(searches, { evenIfDead });
  };
  const stopOne = (leak: LeakState) => {
    ownStops.current.get(leak.places)?.abort();
    moverOf(leak.places)((stage) =>
      stage.name === "searching" ? { name: "stopped", isAlive: stage.probe?.verdict === "elsewhere" } : stage,
    );
  };

  const checkAll = () => {
    const all = found.map(caseOf);
    setCases(all);
    // What was pasted leaves the page now; of it only the secrets are needed.
    setText("");
    check(all.filter(({ isCut }) => !isCut));
  };

  const alive = shown.filter(({ stage }) => stage.name === "alive" && stage.tokens.length > 0);
  const whole = shown.filter(({ isCut }) => !isCut);

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      {cases === null ? <LeakIntake text={text} onText={setText} /> : null}
      <div role="status" className="flex flex-wrap items-center gap-3 empty:hidden">
        {cases === null && deferred.trim() !== "" ? (
          <p className="mr-auto text-14 font-medium">
            {shown.length === 0
              ? "No Artifacts token in it. Tokens begin with art_v and a number."
              : `${countOf(shown.length, "token")} found`}
          </p>
        ) : null}
        {cases !== null ? <p className="mr-auto text-14 font-medium">{summaryOf(cases)}</p> : null}
        {cases === null && whole.length > 0 ? (
          <Button variant="primary" onClick={checkAll}>
            {whole.length === 1 ? "Check it" : `Check all ${whole.length}`}
          </Button>
        ) : null}
        {alive.length > 1 ? (
          <Button
            variant="danger"
            onClick={() => {
              for (const leak of alive) kill(leak);
            }}
          >
            Revoke all {alive.length}
          </Button>
        ) : null}
        {cases !== null ? <Button onClick={clear}>Clear and start again</Button> : null}
      </div>
      {shown.length > 0 ? (
        <ul aria-label="Tokens found" className="grid grid-cols-[minmax(0,1fr)] gap-3">
          {shown.map((leak) => (
            <LeakCard
              key={`${leak.places[0]?.line}:${leak.places[0]?.column}:${leak.mask}`}
              leak={leak}
              now={now}
              onRevoke={() => kill(leak)}
              onFindHome={() => check([leak], true)}
              onRetry={() => check([leak])}
              onStop={() => stopOne(leak)}
            />
          ))}
        </ul>
      ) : null}
      <IncidentNote
        incidents={shown.flatMap(({ mask, places, stage }) =>
          stage.name === "killed" ? [{ ...stage.kill, mask, place: describePlaces(places) }] : [],
        )}
      />
    </div>
  );
}

function summaryOf(cases: readonly LeakState[]): string {
  const count = (...names: Stage["name"][]) => cases.filter(({ stage }) => names.includes(stage.name)).length;
  const parts = [
    [count("waiting", "searching") - cases.filter(({ isCut }) => isCut).length, "being checked"],
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
