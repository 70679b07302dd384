import { listLanguages } from "@/lib/highlight/languages";
import { languageList } from "@/lib/http/answers";
import { answer, handleApi } from "@/lib/http/handle-api";

export const dynamic = "force-dynamic";

export function GET(request: Request): Promise<Response> {
  return handleApi(request, async () => answer(languageList, { languages: listLanguages() }));
}
