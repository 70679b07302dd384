import type { LabelledToken, TokenPage } from "@/lib/wire/answers";

/** The largest page that Artifacts gives. */
export const tokensPerCall = 100;

/** Every token of a list, read page by page as they are taken; `readPage` counts from 1. */
export async function* walkTokens(
  readPage: (page: number) => Promise<Pick<TokenPage, "tokens" | "totalPages">>,
  { pagesMax = Number.POSITIVE_INFINITY }: { pagesMax?: number } = {},
): AsyncGenerator<LabelledToken, void> {
  for (let page = 1; page <= pagesMax; page += 1) {
    const { tokens, totalPages } = await readPage(page);
    yield* tokens;
    if (page >= totalPages) return;
  }
}
