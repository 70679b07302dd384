import { type CreateTokenRequest, type CreateTokenResult, ttlDefaultSeconds } from "@/contract/tokens";
import { findReadyRepo, repoNotFound } from "./find-repo";
import type { Hosting } from "./hosting";
import { newToken } from "./new-token";

export async function issueToken(
  hosting: Hosting,
  namespace: string,
  request: CreateTokenRequest,
): Promise<CreateTokenResult> {
  const repo = await findReadyRepo(hosting, { namespace, repo: request.repo });
  const { row, plaintext } = newToken({
    repoId: repo.id,
    scope: request.scope ?? "write",
    ttlSeconds: request.ttl ?? ttlDefaultSeconds,
    nowMs: hosting.now(),
  });
  if (!(await hosting.store.tokens.insert(row))) throw repoNotFound();
  return { id: row.id, plaintext, scope: row.scope, expires_at: new Date(row.expires_at).toISOString() };
}
