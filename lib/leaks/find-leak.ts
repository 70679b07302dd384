import "server-only";
import type { FindLeakRequest, LeakEvent } from "@/lib/wire/leak-events";
import { findLeaks } from "./find-leaks";

/** `findLeaks` of one. Throws what ends its search. */
export async function findLeak(
  leak: FindLeakRequest,
  emit: (event: LeakEvent) => void,
  signal: AbortSignal,
  options?: Parameters<typeof findLeaks>[3],
): Promise<void> {
  const failures: unknown[] = [];
  const listener = {
    tell: (_: number[], event: LeakEvent) => emit(event),
    fail: (_: number[], error: unknown) => failures.push(error),
  };
  await findLeaks([leak], listener, signal, options);
  if (failures.length > 0) throw failures[0];
}
