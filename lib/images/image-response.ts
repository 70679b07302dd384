import "server-only";
import { bodyLengthHeader } from "@/lib/http/keep-content-length";
import { isNotModified } from "@/lib/http/raw-response";
import { rawContentPolicy, securityHeaders } from "@/lib/http/security-headers";
import type { ImageProblem } from "./image-error";
import type { LoadedImage } from "./load-image";

const words: Record<ImageProblem, string> = {
  "forbidden-address": "The image's address is, or leads to, one that this dashboard does not ask.",
  unreachable: "The image's site cannot be reached.",
  "timed-out": "The image's site took too long.",
  refused: "The image's site does not give it.",
  "too-large": "The image is larger than 5 MiB.",
  "too-heavy": "The image would keep the browser busy for too long.",
  "not-an-image": "What the site gives is no image.",
  busy: "Too many images are being fetched. Try again in a few seconds.",
};

const shutIn = { ...securityHeaders, "content-security-policy": rawContentPolicy };

/** An image under the policy of raw content, so that an SVG opened by itself runs nothing; a problem as a line of text. */
export function imageResponse(request: Request, image: LoadedImage): Response {
  if (image.outcome === "problem") {
    return new Response(`${words[image.problem]}\n`, {
      status: image.problem === "busy" ? 503 : image.problem === "timed-out" ? 504 : 502,
      headers: { ...shutIn, "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
    });
  }
  const { bytes, type, hash, freshUntil } = image;
  const freshSeconds = Math.max(0, Math.ceil((freshUntil - Date.now()) / 1_000));
  const headers = new Headers({
    ...shutIn,
    etag: `"${hash}"`,
    "cache-control": `public, max-age=${freshSeconds}, no-transform`,
  });
  if (isNotModified(request, hash)) return new Response(null, { status: 304, headers });
  headers.set("content-type", type);
  headers.set(bodyLengthHeader, String(bytes.byteLength));
  return new Response(bytes, { headers });
}
