import { createTokenRequest, createTokenResult, listTokensQuery } from "@/contract/tokens";
import { createToken, listTokens } from "@/lib/artifacts/tokens";
import { tokenPage } from "@/lib/http/answers";
import { requireSameOrigin } from "@/lib/http/check-origin";
import { answer, handleApi } from "@/lib/http/handle-api";
import { parseBody, parseQuery } from "@/lib/http/parse-request";

export const dynamic = "force-dynamic";

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
    const body = await parseBody(createTokenRequest.omit({ repo: true }), request);
    return answer(createTokenResult, await createToken(namespace, { ...body, repo }), { status: 201 });
  });
}
