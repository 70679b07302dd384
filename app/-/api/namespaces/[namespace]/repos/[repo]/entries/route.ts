import { z } from "zod";
import { drawEntries } from "@/components/code/draw-entries";
import { objectHash } from "@/contract/names";
import { handleApi } from "@/lib/http/handle-api";
import { parseQuery } from "@/lib/http/parse-request";
import { openRepo } from "@/lib/reading/open-repo";
import { readRows } from "@/lib/reading/read-directory";
import { entryRows } from "@/lib/wire/answers";

export const dynamic = "force-dynamic";

const query = z.object({
  ref: z.string().min(1).max(1_024),
  tree: objectHash,
  path: z.string().max(8_192).default(""),
  from: z.coerce.number().int().min(0),
});

/** As many as are parsed and laid out without being felt. */
const rowsMax = 2_500;

/** Rows of a directory from one on, as HTML. The browser keeps them for a while: what stands beside a name may be missing, when a call has failed. */
export function GET(
  request: Request,
  { params }: RouteContext<"/-/api/namespaces/[namespace]/repos/[repo]/entries">,
): Promise<Response> {
  return handleApi(request, async () => {
    const { namespace, repo: name } = await params;
    const { ref, tree, path, from } = parseQuery(query, request);
    const { repo, content } = await openRepo(namespace, name);
    const rows = await readRows({ content, remote: repo.remote }, tree, path);
    const place = { namespace, repo: name, refName: ref, path };
    const body = entryRows.parse({ html: await drawEntries(place, rows.slice(from, from + rowsMax)) });
    return Response.json(body, { headers: { "cache-control": "private, max-age=60" } });
  });
}
