import { deleteTokenResult } from "@/contract/tokens";
import { answer, handleApi } from "@/lib/http/handle-api";
import { revokeToken } from "@/lib/tokens/revoke-token";

export const dynamic = "force-dynamic";

interface Context {
  params: Promise<{ namespace: string; repo: string; id: string }>;
}

export function DELETE(request: Request, { params }: Context): Promise<Response> {
  return handleApi(request, async () => {
    const { namespace, repo, id } = await params;
    return answer(deleteTokenResult, await revokeToken(namespace, { repo, id }));
  });
}
