import "server-only";
import { failureKindOf } from "./artifacts-error";
import { tryToEnd } from "./birth-tokens";
import { dueBirthTokens } from "./due-birth-tokens";

const everyMs = 2_000;

/** Tries those birth tokens whose turn it is. */
export async function sweepBirthTokens(): Promise<void> {
  const due = dueBirthTokens();
  for (const birth of await due.next()) {
    try {
      // What cannot be told from others never will be.
      if (!(await tryToEnd(birth))) await due.settle(birth);
    } catch (error) {
      // The token went with its repo.
      const isGone = failureKindOf(error) === "not-found" && due.isOld(birth);
      if (isGone) await due.settle(birth);
      else due.postpone(birth);
    }
  }
}

/** From the server's start on: what an earlier run left undone is done by this one. */
export function sweepBirthTokensForever(): void {
  let isSweeping = false;
  setInterval(async () => {
    if (isSweeping) return;
    isSweeping = true;
    await sweepBirthTokens().catch(() => undefined);
    isSweeping = false;
  }, everyMs).unref();
}
