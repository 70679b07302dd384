import { z } from "zod";

/** What went wrong, as screens decide by it. The first nine come from Artifacts, the rest from the dashboard itself. */
export const failureKind = z.enum([
  "not-found",
  "conflict",
  "invalid",
  "unauthorized",
  "rate-limited",
  "importing",
  "forking",
  "unreachable",
  "upstream",
  "forbidden",
  "internal",
]);
export type FailureKind = z.infer<typeof failureKind>;

/** The body of every answer of `/-/api` that is not a success. */
export const failureBody = z.object({
  error: z.object({
    kind: failureKind,
    message: z.string(),
    /** JSON pointer to the field that was refused. */
    pointer: z.string().optional(),
    retryAfterSeconds: z.number().optional(),
    requestId: z.string(),
  }),
});
export type FailureBody = z.infer<typeof failureBody>;
