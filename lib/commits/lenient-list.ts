import { z } from "zod";

/** A list of what is as it should be: what is not is left out, and no list is an empty one. */
export const lenientList = <T extends z.ZodType>(one: T) =>
  z
    .array(one.nullable().catch(null))
    .catch([])
    .transform((found) => found.filter((each) => each !== null));
