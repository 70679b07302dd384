import { forkRepoRequest } from "@/contract/repos";
import { forkRepo } from "@/lib/artifacts/repos";
import { answer, handleApi } from "@/lib/http/handle-api";
import { parseBody } from "@/lib/http/parse-request";
import { makeRepo } from "@/lib/tokens/make-repo";
import { initialTokenChoice, madeFork } from "@/lib/wire/initial-token";

export const dynamic = "force-dynamic";

export function POST(
  request: Request,
  { params }: RouteContext<"/-/api/namespaces/[namespace]/repos/[repo]/fork">,
): Promise<Response> {
  return handleApi(request, async () => {
    const { namespace, repo } = await params;
    const { keep_token: isKept = false, ...body } = await parseBody(
      forkRepoRequest.extend(initialTokenChoice.shape),
      request,
    );
    const made = await makeRepo({ namespace, name: body.name, isKept }, () =>
      forkRepo(namespace, repo, body),
    );
    return answer(madeFork, made, { status: 201 });
  });
}
