import { z } from "zod";

/** One entry of `errors` or `messages` in the envelope. */
export const apiError = z.object({
  code: z.number().int(),
  message: z.string(),
  documentation_url: z.string().optional(),
  source: z.object({ pointer: z.string().optional() }).optional(),
});

export type ApiMessage = z.infer<typeof apiError>;

/**
 * The errors of the reference: `code` as it stands in the envelope, `status` as the service sends it. The hosted
 * service uses one code for several things (10200 for namespace, repo, token, file and object alike): the call
 * that was made distinguishes them.
 */
export const errorTable = {
  UNAUTHENTICATED: { code: 10000, status: 401 },
  INVALID_INPUT: { code: 10100, status: 400 },
  INVALID_REPO_NAME: { code: 10101, status: 400 },
  INVALID_TTL: { code: 10103, status: 400 },
  INVALID_URL: { code: 10104, status: 400 },
  REMOTE_AUTH_REQUIRED: { code: 10106, status: 422 },
  NOT_FOUND: { code: 10200, status: 404 },
  ALREADY_EXISTS: { code: 10201, status: 409 },
  IMPORT_IN_PROGRESS: { code: 10302, status: 409 },
  FORK_IN_PROGRESS: { code: 10303, status: 409 },
  INTERNAL_ERROR: { code: 10400, status: 500 },
  UPSTREAM_UNAVAILABLE: { code: 10401, status: 502 },
  MEMORY_LIMIT: { code: 10402, status: 507 },
} as const satisfies Record<string, { code: number; status: number }>;

export type ErrorName = keyof typeof errorTable;
