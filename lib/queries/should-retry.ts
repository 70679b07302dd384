import type { FailureKind } from "@/lib/wire/failure-kinds";
import { ApiFailure } from "./api-failure";

const retriesMax = 2;
const passing: FailureKind[] = ["unreachable", "upstream", "internal"];

/** Only failures that may pass by themselves are retried; a refusal is final. */
export function shouldRetry(failureCount: number, error: unknown): boolean {
  return failureCount < retriesMax && error instanceof ApiFailure && passing.includes(error.kind);
}
