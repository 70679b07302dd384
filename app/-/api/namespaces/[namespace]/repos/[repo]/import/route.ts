import { createRepoResult, importRepoRequest } from "@/contract/repos";
import { importRepo } from "@/lib/artifacts/repos";
import { requireSameOrigin } from "@/lib/http/check-origin";
import { answer, handleApi } from "@/lib/http/handle-api";
import { parseBody } from "@/lib/http/parse-request";

export const dynamic = "force-dynamic";

interface Context {
  params: Promise<{ namespace: string; repo: string }>;
}

export function POST(request: Request, { params }: Context): Promise<Response> {
  return handleApi(request, async () => {
    requireSameOrigin(request.headers);
    const { namespace, repo } = await params;
    const body = await parseBody(importRepoRequest, request);
    return answer(createRepoResult, await importRepo(namespace, repo, body), { status: 201 });
  });
}
