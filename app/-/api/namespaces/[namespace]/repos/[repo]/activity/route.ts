import { z } from "zod";
import { queryInteger } from "@/contract/paging";
import { answer, handleApi } from "@/lib/http/handle-api";
import { parseQuery } from "@/lib/http/parse-request";
import { readRepoActivity } from "@/lib/reading/repo-activity";
import { repoActivity } from "@/lib/wire/leak-events";

export const dynamic = "force-dynamic";

/** Unix seconds. */
const moment = queryInteger({ min: 0, max: 99_999_999_999 });
const activityQuery = z.object({ since: moment, until: moment });

export function GET(
  request: Request,
  { params }: RouteContext<"/-/api/namespaces/[namespace]/repos/[repo]/activity">,
): Promise<Response> {
  return handleApi(request, async () => {
    const { namespace, repo } = await params;
    const window = parseQuery(activityQuery, request);
    return answer(repoActivity, await readRepoActivity(namespace, repo, window));
  });
}
