import { z } from "zod";
import { answer, handleApi } from "@/lib/http/handle-api";
import { parseQuery } from "@/lib/http/parse-request";
import { loadRepo } from "@/lib/reading/open-repo";
import { readChain } from "@/lib/reading/read-chain";
import { hashChain } from "@/lib/wire/answers";

export const dynamic = "force-dynamic";

/** Git's own limit on most systems is a quarter of it. */
const query = z.object({ path: z.string().max(16_384).default("") });

/** The commit of a hash, and the trees from its root down to `path`. */
export function GET(
  request: Request,
  { params }: RouteContext<"/-/api/namespaces/[namespace]/repos/[repo]/chain/[hash]">,
): Promise<Response> {
  return handleApi(request, async () => {
    const { namespace, repo, hash } = await params;
    const { path } = parseQuery(query, request);
    const { id, name } = await loadRepo(namespace, repo);
    const chain = await readChain({ namespace, name, id }, hash, path.split("/").filter(Boolean));
    return answer(hashChain, chain);
  });
}
