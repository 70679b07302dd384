import { getCommit } from "@/lib/artifacts/content";
import { handleApi } from "@/lib/http/handle-api";
import { openContent } from "@/lib/reading/open-repo";
import { splitMessage } from "@/lib/text/split-message";
import { withEmoji } from "@/lib/text/with-emoji.mjs";
import { commitMessage } from "@/lib/wire/answers";

export const dynamic = "force-dynamic";

/** What a commit's message says below its subject. It can never change, so the browser keeps it. */
export function GET(
  request: Request,
  { params }: RouteContext<"/-/api/namespaces/[namespace]/repos/[repo]/messages/[hash]">,
): Promise<Response> {
  return handleApi(request, async () => {
    const { namespace, repo, hash } = await params;
    const { message } = await getCommit(await openContent(namespace, repo), hash);
    const body = commitMessage.parse({ body: withEmoji(splitMessage(message).body) });
    return Response.json(body, { headers: { "cache-control": "private, max-age=31536000, immutable" } });
  });
}
