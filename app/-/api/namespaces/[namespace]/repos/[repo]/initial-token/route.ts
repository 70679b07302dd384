import { z } from "zod";
import { queryInteger } from "@/contract/paging";
import { answer, handleApi } from "@/lib/http/handle-api";
import { parseQuery } from "@/lib/http/parse-request";
import { endInitialToken } from "@/lib/tokens/initial-tokens";
import { initialToken } from "@/lib/wire/initial-token";

export const dynamic = "force-dynamic";

const endQuery = z.object({ ends: queryInteger({ min: 0, max: 1e12 }).optional() });

export function DELETE(
  request: Request,
  { params }: RouteContext<"/-/api/namespaces/[namespace]/repos/[repo]/initial-token">,
): Promise<Response> {
  return handleApi(request, async () => {
    const { namespace, repo } = await params;
    const { ends } = parseQuery(endQuery, request);
    return answer(initialToken, await endInitialToken({ namespace, repo, endsAt: ends ?? null }));
  });
}
