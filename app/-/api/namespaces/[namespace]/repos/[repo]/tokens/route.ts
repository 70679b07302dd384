import { createTokenRequest, listTokensQuery } from "@/contract/tokens";
import { tokenNotes } from "@/lib/artifacts/token-notes";
import { createToken, listTokens } from "@/lib/artifacts/tokens";
import { mintedToken, tokenPage } from "@/lib/http/answers";
import { requireSameOrigin } from "@/lib/http/check-origin";
import { answer, handleApi } from "@/lib/http/handle-api";
import { parseBody, parseQuery } from "@/lib/http/parse-request";
import { purpose } from "@/lib/http/token-purpose";

export const dynamic = "force-dynamic";

/** The purpose stays here. */
const mintRequest = createTokenRequest.omit({ repo: true }).extend({ purpose: purpose.optional() });

interface Context {
  params: Promise<{ namespace: string; repo: string }>;
}

export function GET(request: Request, { params }: Context): Promise<Response> {
  return handleApi(request, async () => {
    const { namespace, repo } = await params;
    const query = parseQuery(listTokensQuery, request);
    return answer(tokenPage, await listTokens(namespace, repo, query, request.signal));
  });
}

export function POST(request: Request, { params }: Context): Promise<Response> {
  return handleApi(request, async () => {
    requireSameOrigin(request.headers);
    const { namespace, repo } = await params;
    const { purpose: text, ...body } = await parseBody(mintRequest, request);
    const token = await createToken(namespace, { ...body, repo });
    const isPurposeKept =
      text === undefined || (await tokenNotes().add(namespace, token.id, { kind: "purpose", purpose: text }));
    return answer(mintedToken, { ...token, isPurposeKept }, { status: 201 });
  });
}
