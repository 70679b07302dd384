import { namespaceInfo } from "@/contract/namespaces";
import { getNamespace } from "@/lib/artifacts/namespaces";
import { answer, handleApi } from "@/lib/http/handle-api";

export const dynamic = "force-dynamic";

export function GET(
  request: Request,
  { params }: RouteContext<"/-/api/namespaces/[namespace]">,
): Promise<Response> {
  return handleApi(request, async () => {
    const { namespace } = await params;
    return answer(namespaceInfo, await getNamespace(namespace, request.signal));
  });
}
