import { z } from "zod";
import { objectHash } from "@/contract/names";
import { lookLimits, readLastChanged } from "@/lib/history/last-changed";
import { answer, handleApi } from "@/lib/http/handle-api";
import { parseQuery } from "@/lib/http/parse-request";
import { openContent } from "@/lib/reading/open-repo";
import { lastChanged } from "@/lib/wire/answers";

export const dynamic = "force-dynamic";

const query = z.object({
  commit: objectHash,
  path: z.string().max(8192).default(""),
  entry: z.string().max(4096).optional(),
  commits: z.coerce.number().int().min(1).max(lookLimits.commitsMax).default(lookLimits.commitsAtFirst),
});

/** What changed each entry of a directory last, or the one that is named. One answer takes a short while at most; while it says `looking`, ask again. */
export function GET(
  request: Request,
  { params }: RouteContext<"/-/api/namespaces/[namespace]/repos/[repo]/last-changed">,
): Promise<Response> {
  return handleApi(request, async () => {
    const { namespace, repo } = await params;
    const { commit, path, entry, commits } = parseQuery(query, request);
    const content = await openContent(namespace, repo);
    const limits = { commits, timeMs: lookLimits.turnMs, entry };
    return answer(lastChanged, await readLastChanged(content, commit, path, limits));
  });
}
