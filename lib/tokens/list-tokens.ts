import "server-only";
import type { ListTokensQuery, TokenInfo } from "@/contract/tokens";
import { eachTokenPage, getTokenRecords } from "@/lib/artifacts/tokens";
import type { LabelledToken, TokenPage } from "@/lib/wire/answers";
import { tokenAnnotations } from "./token-annotations";

/** One page of a repo's tokens, each with what this dashboard knows of it. */
export async function listTokens(
  namespace: string,
  repo: string,
  query: ListTokensQuery = {},
  signal?: AbortSignal,
): Promise<TokenPage> {
  const { tokens, ...paging } = await getTokenRecords(namespace, repo, query, signal);
  return { tokens: await labelTokens(namespace, tokens), ...paging };
}

/** Page after page of them. */
export async function* eachLabelledTokens(
  namespace: string,
  repo: string,
  query: Pick<ListTokensQuery, "state">,
  signal?: AbortSignal,
): AsyncGenerator<LabelledToken[], void> {
  for await (const { tokens } of eachTokenPage(namespace, repo, query, signal)) {
    yield await labelTokens(namespace, tokens);
  }
}

async function labelTokens(namespace: string, tokens: TokenInfo[]): Promise<LabelledToken[]> {
  const annotations = await tokenAnnotations().find(
    namespace,
    tokens.map(({ id }) => id),
  );
  return tokens.map((token) => {
    const annotation = annotations.get(token.id);
    return {
      ...token,
      label: annotation?.kind === "dashboard" ? ("dashboard" as const) : null,
      isInitial: annotation?.kind === "birth",
      purpose: annotation?.kind === "purpose" ? annotation.purpose : null,
    };
  });
}
