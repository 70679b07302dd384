import "server-only";
import type { ListTokensQuery } from "@/contract/tokens";
import { getTokenRecords } from "@/lib/artifacts/tokens";
import type { TokenPage } from "@/lib/wire/answers";
import { tokenAnnotations } from "./token-annotations";

/** One page of a repo's tokens, each with what this dashboard knows of it. */
export async function listTokens(
  namespace: string,
  repo: string,
  query: ListTokensQuery = {},
  signal?: AbortSignal,
): Promise<TokenPage> {
  const { tokens, ...paging } = await getTokenRecords(namespace, repo, query, signal);
  const annotations = await tokenAnnotations().find(
    namespace,
    tokens.map(({ id }) => id),
  );
  return {
    tokens: tokens.map((token) => {
      const annotation = annotations.get(token.id);
      return {
        ...token,
        label: annotation?.kind === "dashboard" ? ("dashboard" as const) : null,
        isInitial: annotation?.kind === "birth",
        purpose: annotation?.kind === "purpose" ? annotation.purpose : null,
      };
    }),
    ...paging,
  };
}
