import "server-only";
import type { CreateTokenRequest, CreateTokenResult } from "@/contract/tokens";
import { postToken } from "@/lib/artifacts/tokens";
import { auditTokenAct } from "./token-audit-log";

/** Mints a token, with its line in the audit log. The answer's `plaintext` is the secret: show it once, keep it nowhere. */
export function createToken(
  namespace: string,
  body: CreateTokenRequest,
  signal?: AbortSignal,
): Promise<CreateTokenResult> {
  return auditTokenAct({ act: "mint", namespace, repo: body.repo }, async (record) => {
    const token = await postToken(namespace, body, signal);
    record({ tokenId: token.id });
    return token;
  });
}
