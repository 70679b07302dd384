import { getTree } from "@/lib/artifacts/content";
import { handleApi } from "@/lib/http/handle-api";
import { openContent } from "@/lib/reading/open-repo";
import { treeLevelOf } from "@/lib/reading/tree-level";
import { treeLevel } from "@/lib/wire/answers";

export const dynamic = "force-dynamic";

/** One level of a tree. It can never change, so the browser keeps it. */
export function GET(
  request: Request,
  { params }: RouteContext<"/-/api/namespaces/[namespace]/repos/[repo]/trees/[hash]">,
): Promise<Response> {
  return handleApi(request, async () => {
    const { namespace, repo, hash } = await params;
    const entries = await getTree(await openContent(namespace, repo), hash);
    const body = treeLevel.parse(treeLevelOf(entries));
    return Response.json(body, { headers: { "cache-control": "private, max-age=31536000, immutable" } });
  });
}
