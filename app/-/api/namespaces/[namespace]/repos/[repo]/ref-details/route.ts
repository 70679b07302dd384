import { z } from "zod";
import { objectHash } from "@/contract/names";
import { readRefDetails } from "@/lib/history/ref-details";
import { answer, handleApi } from "@/lib/http/handle-api";
import { loadRepo, openContent } from "@/lib/reading/open-repo";
import { refDetails } from "@/lib/wire/answers";
import { RequestError } from "@/lib/wire/request-error";

export const dynamic = "force-dynamic";

/** Each costs up to three calls, or all of them a fetch. */
const query = z.object({ base: objectHash.optional(), heads: z.array(objectHash).min(1).max(20) });

/** `?base=…&head=…&head=…`, all hashes. */
export function GET(
  request: Request,
  { params }: RouteContext<"/-/api/namespaces/[namespace]/repos/[repo]/ref-details">,
): Promise<Response> {
  return handleApi(request, async () => {
    const { namespace, repo } = await params;
    const { searchParams } = new URL(request.url);
    const asked = query.safeParse({
      base: searchParams.get("base") ?? undefined,
      heads: searchParams.getAll("head"),
    });
    if (!asked.success) {
      throw new RequestError("invalid", "base is one commit hash, head between 1 and 20 of them", "/head");
    }
    const [content, { remote }] = await Promise.all([
      openContent(namespace, repo),
      loadRepo(namespace, repo),
    ]);
    return answer(refDetails, await readRefDetails({ content, remote }, asked.data));
  });
}
