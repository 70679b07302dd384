import { z } from "zod";
import { objectHash } from "@/contract/names";
import { loadRepo, openContent } from "@/lib/artifacts/open-repo";
import { readTagNotes } from "@/lib/artifacts/tag-notes";
import { tagNotes } from "@/lib/http/answers";
import { answer, handleApi } from "@/lib/http/handle-api";
import { RequestError } from "@/lib/http/request-error";

export const dynamic = "force-dynamic";

interface Context {
  params: Promise<{ namespace: string; repo: string }>;
}

const hashes = z.array(objectHash).min(1).max(50);

/** `?tag=…&tag=…`: the hashes of annotated tags. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return handleApi(request, async () => {
    const { namespace, repo } = await params;
    const asked = hashes.safeParse(new URL(request.url).searchParams.getAll("tag"));
    if (!asked.success) throw new RequestError("invalid", "tag is between 1 and 50 hashes", "/tag");
    const { remote } = await loadRepo(namespace, repo);
    const content = await openContent(namespace, repo);
    return answer(tagNotes, await readTagNotes(content, remote, asked.data));
  });
}
