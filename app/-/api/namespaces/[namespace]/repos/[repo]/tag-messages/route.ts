import { z } from "zod";
import { objectHash } from "@/contract/names";
import { answer, handleApi } from "@/lib/http/handle-api";
import { loadRepo, openContent } from "@/lib/reading/open-repo";
import { readTagMessages } from "@/lib/reading/tag-messages";
import { tagMessages } from "@/lib/wire/answers";
import { RequestError } from "@/lib/wire/request-error";

export const dynamic = "force-dynamic";

const hashes = z.array(objectHash).min(1).max(50);

/** `?tag=…&tag=…`: the hashes of annotated tags. */
export function GET(
  request: Request,
  { params }: RouteContext<"/-/api/namespaces/[namespace]/repos/[repo]/tag-messages">,
): Promise<Response> {
  return handleApi(request, async () => {
    const { namespace, repo } = await params;
    const asked = hashes.safeParse(new URL(request.url).searchParams.getAll("tag"));
    if (!asked.success) throw new RequestError("invalid", "tag is between 1 and 50 hashes", "/tag");
    const { remote } = await loadRepo(namespace, repo);
    const content = await openContent(namespace, repo);
    return answer(tagMessages, await readTagMessages(content, remote, asked.data));
  });
}
