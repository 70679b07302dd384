import { getRepo } from "@/lib/artifacts/repos";
import { answer, handleApi } from "@/lib/http/handle-api";
import { listForks } from "@/lib/lineage/list-forks";
import { forkList } from "@/lib/wire/answers";

export const dynamic = "force-dynamic";

export function GET(
  request: Request,
  { params }: RouteContext<"/-/api/namespaces/[namespace]/repos/[repo]/forks">,
): Promise<Response> {
  return handleApi(request, async () => {
    const { namespace, repo } = await params;
    const found = await getRepo(namespace, repo, request.signal);
    return answer(forkList, await listForks(namespace, found, request.signal));
  });
}
