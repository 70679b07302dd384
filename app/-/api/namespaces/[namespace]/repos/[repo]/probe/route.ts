import { getRepo } from "@/lib/artifacts/repos";
import { answer, handleApi } from "@/lib/http/handle-api";
import { parseBody } from "@/lib/http/parse-request";
import { probeToken } from "@/lib/leaks/probe-token";
import { probeRequest, tokenProbe } from "@/lib/wire/leak-events";

export const dynamic = "force-dynamic";

/** The secret comes in the body: an address is logged. */
export function POST(
  request: Request,
  { params }: RouteContext<"/-/api/namespaces/[namespace]/repos/[repo]/probe">,
): Promise<Response> {
  return handleApi(request, async () => {
    const { namespace, repo } = await params;
    const { secret } = await parseBody(probeRequest, request);
    const { name, remote } = await getRepo(namespace, repo, request.signal);
    return answer(tokenProbe, await probeToken({ namespace, name, remote }, secret, request.signal));
  });
}
