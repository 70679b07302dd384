import { deleteTokenResult } from "@/contract/tokens";
import { answer, handleApi } from "@/lib/http/handle-api";
import { revokeToken } from "@/lib/tokens/revoke-token";

export const dynamic = "force-dynamic";

export function DELETE(
  request: Request,
  { params }: RouteContext<"/-/api/namespaces/[namespace]/repos/[repo]/tokens/[id]">,
): Promise<Response> {
  return handleApi(request, async () => {
    const { namespace, repo, id } = await params;
    return answer(deleteTokenResult, await revokeToken(namespace, { repo, id }));
  });
}
