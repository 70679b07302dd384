import { z } from "zod";
import { apiError } from "./errors";
import { resultInfo } from "./paging";

/** The v4 envelope around a JSON result. `result_info` is there on lists only. */
export function envelopeOf<T extends z.ZodType>(result: T) {
  return z.object({
    result,
    success: z.literal(true),
    errors: z.array(apiError),
    messages: z.array(apiError),
    result_info: resultInfo.optional(),
  });
}

/** The envelope of a refused request. Tolerant: a gateway may leave out everything but `errors`. */
export const errorEnvelope = z.object({
  result: z.null().optional(),
  success: z.literal(false),
  errors: z.array(apiError),
  messages: z.array(apiError).optional(),
});
export type ErrorEnvelope = z.infer<typeof errorEnvelope>;
