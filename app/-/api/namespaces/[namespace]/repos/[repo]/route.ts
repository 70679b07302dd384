import { deleteRepoResult, repoWithRemote } from "@/contract/repos";
import { getRepo } from "@/lib/artifacts/repos";
import { answer, handleApi } from "@/lib/http/handle-api";
import { deleteRepo } from "@/lib/tokens/delete-repo";

export const dynamic = "force-dynamic";

type Context = RouteContext<"/-/api/namespaces/[namespace]/repos/[repo]">;

export function GET(request: Request, { params }: Context): Promise<Response> {
  return handleApi(request, async () => {
    const { namespace, repo } = await params;
    return answer(repoWithRemote, await getRepo(namespace, repo, request.signal));
  });
}

export function DELETE(request: Request, { params }: Context): Promise<Response> {
  return handleApi(request, async () => {
    const { namespace, repo } = await params;
    const deleted = await deleteRepo(namespace, repo);
    return answer(deleteRepoResult, deleted, { status: 202 });
  });
}
