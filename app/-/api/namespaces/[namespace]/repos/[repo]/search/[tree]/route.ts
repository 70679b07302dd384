import { z } from "zod";
import { searchFiles } from "@/lib/find/search-files";
import { answerLines } from "@/lib/http/answer-lines";
import { handleApi } from "@/lib/http/handle-api";
import { parseQuery } from "@/lib/http/parse-request";
import { openContent } from "@/lib/reading/open-repo";
import { searchEvent, searchQuery } from "@/lib/wire/search-events";
import { requirePosition } from "../../position";

export const dynamic = "force-dynamic";

const query = searchQuery.extend({
  q: searchQuery.shape.q.min(1, "q is required"),
  after: z.string().optional(),
});

/** What a search finds in the files below a tree, as it finds it. */
export function GET(
  request: Request,
  { params }: RouteContext<"/-/api/namespaces/[namespace]/repos/[repo]/search/[tree]">,
): Promise<Response> {
  return handleApi(request, async () => {
    const { namespace, repo, tree } = await params;
    const { after: place, ...wanted } = parseQuery(query, request);
    const after = requirePosition(tree, place);
    const content = await openContent(namespace, repo);
    return answerLines(searchEvent, request, (signal) =>
      searchFiles(content, tree, wanted, { after, signal }),
    );
  });
}
