import { listLanguages } from "@/lib/highlight/languages";
import { answer, handleApi } from "@/lib/http/handle-api";
import { languageList } from "@/lib/wire/answers";

export const dynamic = "force-dynamic";

export function GET(request: Request): Promise<Response> {
  return handleApi(request, async () => answer(languageList, { languages: listLanguages() }));
}
