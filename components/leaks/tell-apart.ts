import type { LeakState, Stage } from "./leak-state";

/**
 * The leaks with what each tells of the others: a record that is known to be one secret's is no other's, so that of several
 * records the last one left is a leak's own. What was revoked for another is nobody's any more.
 */
export function tellApart(leaks: readonly LeakState[]): LeakState[] {
  const owned = new Map<string, LeakState>();
  const gone = new Set<string>();
  for (const leak of leaks) {
    const { stage } = leak;
    if (stage.name === "killed") for (const { id } of [stage.kill.token, ...stage.kill.others]) gone.add(id);
    if (stage.name === "alive" && stage.toldBy !== null) own(leak, stage.tokens);
  }
  function own(leak: LeakState, tokens: readonly { id: string }[]): void {
    for (const { id } of tokens) owned.set(id, leak);
  }

  let told = [...leaks];
  for (let hasChanged = true; hasChanged; ) {
    hasChanged = false;
    told = told.map((leak, at) => {
      const { stage } = leak;
      const original = leaks[at] ?? leak;
      if (stage.name !== "alive" || stage.toldBy !== null) return leak;
      const tokens = stage.tokens.filter(
        ({ id }) => !gone.has(id) && (owned.get(id) ?? original) === original,
      );
      if (tokens.length === stage.tokens.length) return leak;
      hasChanged = true;
      const isTold = tokens.length === 1;
      if (isTold) own(original, tokens);
      return { ...leak, stage: { ...stage, tokens, toldBy: isTold ? "others" : null } };
    });
  }
  return told;
}

type ToldLeak = LeakState & { stage: Extract<Stage, { name: "alive" }> };

/** Whether a live leak's record is known for one. */
export function isTold(leak: LeakState): leak is ToldLeak {
  return leak.stage.name === "alive" && leak.stage.toldBy !== null && leak.stage.tokens.length > 0;
}

/** Live leaks other than one that may have been among what was revoked for it. */
export function othersOf(
  leaks: readonly LeakState[],
  leak: LeakState,
  revoked: readonly { id: string }[],
): LeakState[] {
  const gone = new Set(revoked.map(({ id }) => id));
  return leaks.filter(
    (other) =>
      other !== leak && other.stage.name === "alive" && other.stage.tokens.some(({ id }) => gone.has(id)),
  );
}
