import { answer, handleApi } from "@/lib/http/handle-api";
import { openRepo } from "@/lib/reading/open-repo";
import { refNamesOf } from "@/lib/reading/ref-names";
import { refNames } from "@/lib/wire/answers";

export const dynamic = "force-dynamic";

/** The names of all branches and tags. */
export function GET(
  request: Request,
  { params }: RouteContext<"/-/api/namespaces/[namespace]/repos/[repo]/refs">,
): Promise<Response> {
  return handleApi(request, async () => {
    const { namespace, repo } = await params;
    const { refs } = await openRepo(namespace, repo);
    return answer(refNames, refNamesOf(refs));
  });
}
