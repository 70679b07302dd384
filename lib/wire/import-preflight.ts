import { z } from "zod";
import { importUrlMaxLength } from "@/contract/repos";

export const importPreflightRequest = z.object({
  url: z.string().min(1, "url is required").max(importUrlMaxLength, "url is too long"),
});

/** Why the dashboard's server could not see a remote. Artifacts may see more, or less. */
export const remoteProblemKind = z.enum([
  "not-https",
  "not-an-address",
  "not-git",
  "wants-credentials",
  "unknown-host",
  "unreachable",
  "forbidden-address",
  "forbidden-port",
  "certificate",
  "timed-out",
  "too-large",
]);
export type RemoteProblemKind = z.infer<typeof remoteProblemKind>;

export const importPreflight = z.discriminatedUnion("outcome", [
  z.object({
    outcome: z.literal("seen"),
    /** The branch HEAD points to; null when it points to none, or the remote does not say. */
    defaultBranch: z.string().nullable(),
    /** In the remote's order, the default branch first; cut when `branchCount` says there are more. */
    branches: z.array(z.string()),
    branchCount: z.number().int().min(0),
  }),
  z.object({ outcome: z.literal("problem"), problem: remoteProblemKind }),
]);
export type ImportPreflight = z.infer<typeof importPreflight>;
