import { z } from "zod";

/**
 * Path parameters are taken as they come: what cannot be the name of anything is simply not found. Only where something
 * is created does a name have to be a good one.
 */
export const accountParams = z.object({ account: z.string() });

export const namespaceParams = accountParams.extend({ namespace: z.string() });

export const repoParams = namespaceParams.extend({ repo: z.string() });

export const objectParams = repoParams.extend({ hash: z.string() });

export const rawParams = repoParams.extend({ ref: z.string() });

export const tokenParams = namespaceParams.extend({ id: z.string() });
