import { z } from "zod";
import { failureKinds } from "./failure-kinds";

/** The body of every answer of `/-/api` that is not a success. */
export const failureBody = z.object({
  error: z.object({
    kind: z.enum(failureKinds),
    message: z.string(),
    /** JSON pointer to the field that was refused. */
    pointer: z.string().optional(),
    retryAfterSeconds: z.number().optional(),
    /** What Artifacts says besides: the progress of an import, or why it failed. */
    notes: z.array(z.string()).optional(),
    requestId: z.string(),
  }),
});
export type FailureBody = z.infer<typeof failureBody>;
