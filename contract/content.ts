import { z } from "zod";
import { objectHash } from "./names";

const person = z.object({ name: z.string(), email: z.string() });

/** A commit. `message` is the stored one less exactly one trailing LF; times are unix seconds. */
export const commit = z.object({
  hash: objectHash,
  treeHash: objectHash,
  message: z.string(),
  author: person,
  committer: person,
  parents: z.array(objectHash),
  authoredAt: z.number().int(),
  committedAt: z.number().int(),
});
export type Commit = z.infer<typeof commit>;

export const treeEntryMode = z.enum(["40000", "100644", "100755", "120000", "160000"]);
export type TreeEntryMode = z.infer<typeof treeEntryMode>;

export const treeEntryType = z.enum(["tree", "blob", "exec", "symlink", "gitlink"]);
export type TreeEntryType = z.infer<typeof treeEntryType>;

export const treeEntryTypeOfMode = {
  "40000": "tree",
  "100644": "blob",
  "100755": "exec",
  "120000": "symlink",
  "160000": "gitlink",
} as const satisfies Record<TreeEntryMode, TreeEntryType>;

/** One entry of one level of a tree, in Git's own order. */
export const treeEntry = z.object({
  name: z.string(),
  mode: treeEntryMode,
  hash: objectHash,
  type: treeEntryType,
});
export type TreeEntry = z.infer<typeof treeEntry>;

export const logLimitDefault = 50;
export const logLimitMax = 1000;

/** A limit over the maximum is clamped, not refused: the hosted service does so for the log alone. */
export const logQuery = z.object({
  ref: z.string().optional(),
  limit: z
    .string()
    .regex(/^[1-9]\d{0,14}$/, "must be a whole number of at least 1")
    .transform((digits) => Math.min(Number(digits), logLimitMax))
    .optional(),
  offset: z
    .string()
    .regex(/^\d{1,15}$/, "must be a whole number of at least 0")
    .transform(Number)
    .optional(),
});

export const fileQuery = z.object({
  ref: z.string().optional(),
  path: z.string().min(1, "path is required"),
});
