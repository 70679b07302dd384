import { queryInteger } from "@/contract/paging";
import { createRepoRequest, listReposQuery } from "@/contract/repos";
import { createRepo, listRepos, repoPageMax } from "@/lib/artifacts/repos";
import { answer, handleApi } from "@/lib/http/handle-api";
import { parseBody, parseQuery } from "@/lib/http/parse-request";
import { makeRepo } from "@/lib/tokens/make-repo";
import { repoPage } from "@/lib/wire/answers";
import { initialTokenChoice, madeRepo } from "@/lib/wire/initial-token";

export const dynamic = "force-dynamic";

type Context = RouteContext<"/-/api/namespaces/[namespace]/repos">;

/** As the wire has it, but for larger pages. */
const pageQuery = listReposQuery.extend({ limit: queryInteger({ min: 1, max: repoPageMax }).optional() });

export function GET(request: Request, { params }: Context): Promise<Response> {
  return handleApi(request, async () => {
    const { namespace } = await params;
    const query = parseQuery(pageQuery, request);
    return answer(repoPage, await listRepos(namespace, query, request.signal));
  });
}

export function POST(request: Request, { params }: Context): Promise<Response> {
  return handleApi(request, async () => {
    const { namespace } = await params;
    const { keep_token: isKept = false, ...body } = await parseBody(
      createRepoRequest.extend(initialTokenChoice.shape),
      request,
    );
    const made = await makeRepo({ namespace, name: body.name, isKept }, () => createRepo(namespace, body));
    return answer(madeRepo, made, { status: 201 });
  });
}
