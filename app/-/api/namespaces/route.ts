import { listNamespacesQuery } from "@/contract/namespaces";
import { listNamespaces } from "@/lib/artifacts/namespaces";
import { answer, handleApi } from "@/lib/http/handle-api";
import { parseQuery } from "@/lib/http/parse-request";
import { namespacePage } from "@/lib/wire/answers";

export const dynamic = "force-dynamic";

export function GET(request: Request): Promise<Response> {
  return handleApi(request, async () => {
    const query = parseQuery(listNamespacesQuery, request);
    return answer(namespacePage, await listNamespaces(query, request.signal));
  });
}
