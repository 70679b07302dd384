import type { FailureKind } from "@/lib/wire/failure-kinds";
import { ApiFailure } from "./api-failure";

const retriesMax = 2;
const passing: FailureKind[] = ["unreachable", "upstream", "internal"];

/** Only what may pass by itself is asked again; a "no" stays a "no". */
export function shouldRetry(failureCount: number, error: unknown): boolean {
  return failureCount < retriesMax && error instanceof ApiFailure && passing.includes(error.kind);
}
