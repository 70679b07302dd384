import { handleRaw } from "@/lib/http/handle-raw";
import { imageResponse } from "@/lib/images/image-response";
import { loadImage } from "@/lib/images/load-image";
import { readSignedImage } from "@/lib/images/signed-image";
import { RequestError } from "@/lib/wire/request-error";

export const dynamic = "force-dynamic";

/** Another site's image that a text of a repo shows, so that the site does not see the reader's request. */
export function GET(
  request: Request,
  { params }: RouteContext<"/-/image/[signature]/[address]">,
): Promise<Response> {
  return handleRaw(request, async () => {
    const { signature, address } = await params;
    const url = readSignedImage(signature, address);
    if (url === null) throw new RequestError("not-found", "No such image.");
    return imageResponse(request, await loadImage(url));
  });
}
