import { z } from "zod";
import type { DiffOptions } from "@/lib/diff/diff-lines";

/** How changes are shown, as the address says; what it does not say is null in `view`, and shown in the rest. */
export interface ChangeOptions {
  view: "unified" | "split" | null;
  /** `amount`: as `git diff -b`; `all`: as `-w`. */
  space: "shown" | "amount" | "all";
  blank: "shown" | "ignored";
}

export const changeOptions = z.object({
  view: z.enum(["unified", "split"]).nullable().catch(null).default(null),
  space: z.enum(["shown", "amount", "all"]).catch("shown").default("shown"),
  blank: z.enum(["shown", "ignored"]).catch("shown").default("shown"),
}) satisfies z.ZodType<ChangeOptions>;

export const diffOptionsOf = ({ space, blank }: ChangeOptions): DiffOptions => ({
  whiteSpace: space,
  blankLines: blank,
});

/** The same as a query: what is as usual is left out. */
export const queryOf = ({ view, space, blank }: ChangeOptions) => ({
  view,
  space: space === "shown" ? null : space,
  blank: blank === "shown" ? null : blank,
});

/** The part of a query that says something. */
export const givenOf = (query: Record<string, string | null>): Record<string, string> =>
  Object.fromEntries(Object.entries(query).filter((one): one is [string, string] => one[1] !== null));
