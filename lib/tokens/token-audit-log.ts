import "server-only";
import { failureKindOf } from "@/lib/artifacts/artifacts-error";
import { logger } from "@/lib/process/logger";

/** Something done to a repo token, or with a token that another party holds. */
export interface TokenAct {
  act: "mint" | "revoke" | "probe";
  namespace: string;
  repo: string;
  /** Never the secret. Null where Artifacts answers a secret without its id. */
  tokenId?: string;
}

/**
 * Every mint, revocation and probe of the dashboard passes here, whatever asked for it; each leaves one line in the log.
 * `record` adds what is known only afterwards.
 */
export async function auditTokenAct<T>(
  act: TokenAct,
  work: (record: (more: { tokenId?: string; outcome?: string }) => void) => Promise<T>,
): Promise<T> {
  let more: { tokenId?: string; outcome?: string } = {};
  try {
    const result = await work((added) => {
      more = { ...more, ...added };
    });
    log({ outcome: "done", ...act, ...more });
    return result;
  } catch (error) {
    log({ ...act, ...more, outcome: "failed", kind: failureKindOf(error) });
    throw error;
  }
}

const log = (line: Record<string, unknown>) => logger().info({ event: "token-act", ...line });
