import { z } from "zod";

/** A call to Artifacts behind a screen, as the "Show your work" drawer lists it. Nothing in it is secret. */
export const upstreamCall = z.object({
  /** `memory`: an object named by its hash that was already here, so no call was made. */
  via: z.enum(["rest", "git", "memory"]),
  method: z.enum(["GET", "POST", "DELETE"]),
  url: z.string(),
  /** What was sent, less everything that may be secret; null for nothing. */
  body: z.string().nullable(),
  /** Null while there is no answer. */
  status: z.number().int().nullable(),
  /** Since the request for the page began. */
  startMs: z.number(),
  /** Until the answer was there; null while it is not. */
  tookMs: z.number().nullable(),
  sizeBytes: z.number().int().nullable(),
});
export type UpstreamCall = z.infer<typeof upstreamCall>;

export const callTrail = z.object({
  /** Distinguishes the browser's requests; a page and its layout share one. */
  request: z.string(),
  calls: z.array(upstreamCall),
  /** Calls beyond those listed. */
  leftOut: z.number().int(),
});
export type CallTrail = z.infer<typeof callTrail>;
