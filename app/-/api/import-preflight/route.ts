import pLimit from "p-limit";
import { answer, handleApi } from "@/lib/http/handle-api";
import { parseBody } from "@/lib/http/parse-request";
import { lookAtRemote } from "@/lib/imports/look-at-remote";
import { remoteSettings } from "@/lib/process/egress-settings";
import { importPreflight, importPreflightRequest } from "@/lib/wire/import-preflight";

export const dynamic = "force-dynamic";

/** However many tabs ask: looking at remotes must not crowd out the pages. */
const atOnce = pLimit(8);

/** A POST, for an address in a URL would end in logs. */
export function POST(request: Request): Promise<Response> {
  return handleApi(request, async () => {
    const { url } = await parseBody(importPreflightRequest, request);
    const look = () => lookAtRemote(url, { ...remoteSettings(), signal: request.signal });
    return answer(importPreflight, await atOnce(look));
  });
}
