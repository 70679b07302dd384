import { createTokenRequest, listTokensQuery } from "@/contract/tokens";
import { answer, handleApi } from "@/lib/http/handle-api";
import { parseBody, parseQuery } from "@/lib/http/parse-request";
import { createToken } from "@/lib/tokens/create-token";
import { listTokens } from "@/lib/tokens/list-tokens";
import { tokenAnnotations } from "@/lib/tokens/token-annotations";
import { mintedToken, tokenPage } from "@/lib/wire/answers";
import { purpose } from "@/lib/wire/token-purpose";

export const dynamic = "force-dynamic";

type Context = RouteContext<"/-/api/namespaces/[namespace]/repos/[repo]/tokens">;

/** The purpose stays here. */
const mintRequest = createTokenRequest.omit({ repo: true }).extend({ purpose: purpose.optional() });

export function GET(request: Request, { params }: Context): Promise<Response> {
  return handleApi(request, async () => {
    const { namespace, repo } = await params;
    const query = parseQuery(listTokensQuery, request);
    return answer(tokenPage, await listTokens(namespace, repo, query, request.signal));
  });
}

export function POST(request: Request, { params }: Context): Promise<Response> {
  return handleApi(request, async () => {
    const { namespace, repo } = await params;
    const { purpose: text, ...body } = await parseBody(mintRequest, request);
    const token = await createToken(namespace, { ...body, repo });
    const isPurposeKept =
      text === undefined ||
      (await tokenAnnotations().add(namespace, token.id, { kind: "purpose", purpose: text }));
    return answer(mintedToken, { ...token, isPurposeKept }, { status: 201 });
  });
}
