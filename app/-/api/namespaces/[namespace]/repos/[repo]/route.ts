import { deleteRepoResult, repoWithRemote } from "@/contract/repos";
import { getRepo } from "@/lib/artifacts/repos";
import { forgetPack } from "@/lib/history/open-pack";
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
    // Not waited for: it may still be on its way.
    void forgetPack(deleted);
    return answer(deleteRepoResult, deleted, { status: 202 });
  });
}
