import "server-only";
import { setTimeout } from "node:timers/promises";
import { ArtifactsError } from "@/lib/artifacts/artifacts-error";

/** Enough where Artifacts is near, not felt where it is far. */
const momentMs = 120;

/**
 * The answer if it comes within a moment, else null: for what a page can be drawn without and the browser asks for again.
 * The work goes on, and fills the caches meanwhile; why it failed is for the browser's own call to find out. With `beside`, which the
 * page waits for anyway, there is time until that is there too.
 */
export async function settleWithin<T>(work: Promise<T>, beside?: Promise<unknown>): Promise<T | null> {
  const caught = work.catch((error: unknown) => {
    if (error instanceof ArtifactsError) return null;
    throw error;
  });
  const late = Promise.allSettled([setTimeout(momentMs, null, { ref: false }), beside]);
  return Promise.race([caught, late.then(() => null)]);
}
