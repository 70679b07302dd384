import "server-only";
import { setImmediate as nextTurn } from "node:timers/promises";

/** How long a walk may hold the event loop. */
const turnMs = 10;

/** Called for each step of a long walk whose answers come from memory: gives other work a turn every some milliseconds. */
export function createTurns(): () => Promise<void> | undefined {
  let begunAt = performance.now();
  return () => {
    if (performance.now() - begunAt <= turnMs) return undefined;
    return nextTurn().then(() => {
      begunAt = performance.now();
    });
  };
}
