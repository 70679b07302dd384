import { z } from "zod";

export const cursorResultInfo = z.object({
  cursor: z.string().min(1),
  per_page: z.number().int(),
  count: z.number().int(),
});

export const offsetResultInfo = z.object({
  page: z.number().int(),
  per_page: z.number().int(),
  total_pages: z.number().int(),
  count: z.number().int(),
  total_count: z.number().int(),
});

/** The cursor form while more rows remain; the offset form when the answer holds the last row. */
export const resultInfo = z.union([offsetResultInfo, cursorResultInfo]);
export type ResultInfo = z.infer<typeof resultInfo>;

/** A whole number in a query string: digits only, within bounds. Nothing else is coerced. */
export function queryInteger({ min, max }: { min: number; max: number }) {
  const message = `must be a whole number between ${min} and ${max}`;
  return z
    .string()
    .regex(/^\d{1,15}$/, message)
    .transform(Number)
    .pipe(z.number().int().min(min, message).max(max, message));
}

/** Where to go on; an empty one is none, as forms and scripts send it. */
export const queryCursor = z.string().transform((cursor) => (cursor === "" ? undefined : cursor));
