import { z } from "zod";

const filterMaxLength = 200;
const page = z.coerce.number().int().min(1).max(1_000_000).catch(1);

/** What the address of the branches and tags says; what it cannot mean is left out. */
export const refsQuery = z.object({
  q: z.string().max(filterMaxLength).catch(""),
  page,
  /** Page of the other refs. */
  others: page,
});
