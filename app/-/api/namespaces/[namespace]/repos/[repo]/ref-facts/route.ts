import { z } from "zod";
import { objectHash } from "@/contract/names";
import { openContent } from "@/lib/artifacts/open-repo";
import { readRefFacts } from "@/lib/artifacts/ref-facts";
import { refFacts } from "@/lib/http/answers";
import { answer, handleApi } from "@/lib/http/handle-api";
import { RequestError } from "@/lib/http/request-error";

export const dynamic = "force-dynamic";

interface Context {
  params: Promise<{ namespace: string; repo: string }>;
}

/** Each costs up to three calls. */
const query = z.object({ base: objectHash.optional(), heads: z.array(objectHash).min(1).max(20) });

/** `?base=…&head=…&head=…`, all hashes. */
export function GET(request: Request, { params }: Context): Promise<Response> {
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
    return answer(refFacts, await readRefFacts(await openContent(namespace, repo), asked.data));
  });
}
