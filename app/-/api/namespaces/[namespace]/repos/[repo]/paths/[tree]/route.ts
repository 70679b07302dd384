import { z } from "zod";
import { listPaths } from "@/lib/find/list-paths";
import { answerLines } from "@/lib/http/answer-lines";
import { handleApi } from "@/lib/http/handle-api";
import { parseQuery } from "@/lib/http/parse-request";
import { openContent } from "@/lib/reading/open-repo";
import { pathLine } from "@/lib/wire/path-lines";
import { requirePosition } from "../../position";

export const dynamic = "force-dynamic";

const query = z.object({ after: z.string().optional() });

/** Every file below a tree, in path order. */
export function GET(
  request: Request,
  { params }: RouteContext<"/-/api/namespaces/[namespace]/repos/[repo]/paths/[tree]">,
): Promise<Response> {
  return handleApi(request, async () => {
    const { namespace, repo, tree } = await params;
    const after = requirePosition(tree, parseQuery(query, request).after);
    const content = await openContent(namespace, repo);
    return answerLines(pathLine, request, (signal) => listPaths(content, tree, { after, signal }));
  });
}
