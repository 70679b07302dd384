import { z } from "zod";
import { createRepoResult, forkRepoResult } from "@/contract/repos";

/** What became of the write token that was made with a repo. */
export const initialToken = z.discriminatedUnion("state", [
  z.object({ state: z.literal("revoked") }),
  /** Asked for: the only answer that holds the secret. */
  z.object({ state: z.literal("kept"), plaintext: z.string() }),
  z.object({
    state: z.literal("alive"),
    /**
     * `importing`: Artifacts lists no tokens before the import is done. `failing`: it did not do it. The dashboard's server sees to both.
     * `ambiguous`: several tokens may be the one, so none was touched. `unheard`: it was asked for, but the answer that held it was lost.
     */
    because: z.enum(["importing", "failing", "ambiguous", "unheard"]),
    /** Unix seconds, null where the token does not say. */
    endsAt: z.number().int().nullable(),
  }),
]);
export type InitialToken = z.infer<typeof initialToken>;

/** Sent beside what Artifacts asks for. Without it the token is revoked at once. */
export const initialTokenChoice = z.object({ keep_token: z.boolean().optional() });

export type InitialTokenChoice = z.infer<typeof initialTokenChoice>;

export const madeRepo = createRepoResult.omit({ token: true }).extend({ initialToken: initialToken });
export type MadeRepo = z.infer<typeof madeRepo>;

export const madeFork = forkRepoResult.omit({ token: true }).extend({
  initialToken: initialToken,
  /** Null where the answer of Artifacts was lost. */
  objects: forkRepoResult.shape.objects.nullable().default(null),
});
export type MadeFork = z.infer<typeof madeFork>;
