import { importRepoRequest } from "@/contract/repos";
import { importRepo } from "@/lib/artifacts/repos";
import { answer, handleApi } from "@/lib/http/handle-api";
import { parseBody } from "@/lib/http/parse-request";
import { makeRepo } from "@/lib/tokens/make-repo";
import { initialTokenChoice, madeRepo } from "@/lib/wire/initial-token";

export const dynamic = "force-dynamic";

export function POST(
  request: Request,
  { params }: RouteContext<"/-/api/namespaces/[namespace]/repos/[repo]/import">,
): Promise<Response> {
  return handleApi(request, async () => {
    const { namespace, repo } = await params;
    const { keep_token: isKept = false, ...body } = await parseBody(
      importRepoRequest.extend(initialTokenChoice.shape),
      request,
    );
    const made = await makeRepo({ namespace, name: repo, isKept }, () => importRepo(namespace, repo, body));
    return answer(madeRepo, made, { status: 201 });
  });
}
