import { createRepoRequest, createRepoResult, listReposQuery } from "@/contract/repos";
import { createRepo, listRepos } from "@/lib/artifacts/repos";
import { repoPage } from "@/lib/http/answers";
import { requireSameOrigin } from "@/lib/http/check-origin";
import { answer, handleApi } from "@/lib/http/handle-api";
import { parseBody, parseQuery } from "@/lib/http/parse-request";

export const dynamic = "force-dynamic";

interface Context {
  params: Promise<{ namespace: string }>;
}

export function GET(request: Request, { params }: Context): Promise<Response> {
  return handleApi(request, async () => {
    const { namespace } = await params;
    const query = parseQuery(listReposQuery, request);
    return answer(repoPage, await listRepos(namespace, query, request.signal));
  });
}

export function POST(request: Request, { params }: Context): Promise<Response> {
  return handleApi(request, async () => {
    requireSameOrigin(request.headers);
    const { namespace } = await params;
    const body = await parseBody(createRepoRequest, request);
    return answer(createRepoResult, await createRepo(namespace, body), { status: 201 });
  });
}
