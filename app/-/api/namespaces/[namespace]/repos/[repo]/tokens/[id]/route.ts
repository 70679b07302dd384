import { deleteTokenResult } from "@/contract/tokens";
import { requireSameOrigin } from "@/lib/http/check-origin";
import { answer, handleApi } from "@/lib/http/handle-api";
import { revokeToken } from "@/lib/tokens/revoke-token";

export const dynamic = "force-dynamic";

interface Context {
  params: Promise<{ namespace: string; repo: string; id: string }>;
}

export function DELETE(request: Request, { params }: Context): Promise<Response> {
  return handleApi(request, async () => {
    requireSameOrigin(request.headers);
    const { namespace, repo, id } = await params;
    return answer(deleteTokenResult, await revokeToken(namespace, { repo, id }));
  });
}
