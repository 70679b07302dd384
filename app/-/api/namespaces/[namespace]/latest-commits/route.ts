import { z } from "zod";
import { repoName } from "@/contract/names";
import { readLatestCommitTimes } from "@/lib/artifacts/latest-commits";
import { answer, handleApi } from "@/lib/http/handle-api";
import { latestCommitTimes } from "@/lib/wire/answers";
import { RequestError } from "@/lib/wire/request-error";

export const dynamic = "force-dynamic";

/** As many as a page of repos may hold. */
const names = z.array(repoName).max(200);

/** `?repo=a&repo=b`: the latest commit's time of each. */
export function GET(
  request: Request,
  { params }: RouteContext<"/-/api/namespaces/[namespace]/latest-commits">,
): Promise<Response> {
  return handleApi(request, async () => {
    const { namespace } = await params;
    const parsed = names.safeParse(new URL(request.url).searchParams.getAll("repo"));
    if (!parsed.success) throw new RequestError("invalid", "repo must be given up to 200 times", "/repo");
    return answer(latestCommitTimes, await readLatestCommitTimes(namespace, parsed.data, request.signal));
  });
}
