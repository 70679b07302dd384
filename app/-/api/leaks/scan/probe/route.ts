import { getRepo } from "@/lib/artifacts/repos";
import { answer, handleApi } from "@/lib/http/handle-api";
import { parseBody } from "@/lib/http/parse-request";
import { probeToken } from "@/lib/leaks/probe-token";
import { secretAt } from "@/lib/scan/secret-at";
import { tokenProbe } from "@/lib/wire/leak-events";
import { probePlaceRequest } from "@/lib/wire/scan-events";

export const dynamic = "force-dynamic";

/** Asks a repo's remote what a token that lies in a file opens there. */
export function POST(request: Request): Promise<Response> {
  return handleApi(request, async () => {
    const { place, repo: wanted } = await parseBody(probePlaceRequest, request);
    const [{ secret }, { name, remote }] = await Promise.all([
      secretAt(place, request.signal),
      getRepo(wanted.namespace, wanted.repo, request.signal),
    ]);
    const repo = { namespace: wanted.namespace, name, remote };
    return answer(tokenProbe, await probeToken(repo, secret, request.signal));
  });
}
