import "server-only";
import { failureKindOf } from "@/lib/artifacts/artifacts-error";
import { tryToEnd } from "./initial-tokens";
import { pendingRevocations } from "./pending-revocations";

const everyMs = 2_000;

/** Tries those initialToken tokens whose turn it is. */
export async function retryRevocations(): Promise<void> {
  const due = pendingRevocations();
  for (const initialToken of await due.next()) {
    try {
      // A token that cannot be distinguished from others now never can be.
      if (!(await tryToEnd(initialToken))) await due.settle(initialToken);
    } catch (error) {
      // The token went with its repo.
      const isGone = failureKindOf(error) === "not-found" && due.isOld(initialToken);
      if (isGone) await due.settle(initialToken);
      else due.postpone(initialToken);
    }
  }
}

/** From the server's start on: what an earlier run left undone is done by this one. */
export function retryRevocationsForever(): void {
  let isSweeping = false;
  setInterval(async () => {
    if (isSweeping) return;
    isSweeping = true;
    await retryRevocations().catch(() => undefined);
    isSweeping = false;
  }, everyMs).unref();
}
