import type { FailureKind } from "@/lib/wire/failure-kinds";

/** Artifacts refusing our token is a fault behind us, so not a 401: the reader has nothing to sign in to. */
export const statusOfKind: Record<FailureKind, number> = {
  "not-found": 404,
  conflict: 409,
  invalid: 400,
  unauthorized: 502,
  "rate-limited": 429,
  importing: 409,
  forking: 409,
  unreachable: 504,
  upstream: 502,
  forbidden: 403,
  internal: 500,
  // Never sent: what is offline has no answer.
  offline: 503,
};
