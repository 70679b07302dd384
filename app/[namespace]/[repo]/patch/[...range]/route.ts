import { objectHash } from "@/contract/names";
import { streamOf } from "@/lib/bytes/stream-of";
import { openPatch } from "@/lib/changes/open-patch";
import { handleRaw } from "@/lib/http/handle-raw";
import { isNotModified } from "@/lib/http/raw-response";
import { rawContentPolicy, securityHeaders } from "@/lib/http/security-headers";
import { openRepo } from "@/lib/reading/open-repo";
import { requirePlace } from "@/lib/reading/require-place";
import { RequestError } from "@/lib/wire/request-error";

export const dynamic = "force-dynamic";

/** What a commit changed as plain text. `/commit/<hash>.diff` and `.patch` lead here (`proxy.ts`). */
export function GET(
  request: Request,
  { params }: RouteContext<"/[namespace]/[repo]/patch/[...range]">,
): Promise<Response> {
  return handleRaw(request, async () => {
    const { namespace, repo, range } = await params;
    const [kind = "", ...place] = range;
    if (kind !== "diff" && kind !== "patch") throw new RequestError("not-found", "No such address.");
    const opened = await openRepo(namespace, repo);
    const { ref, path } = await requirePlace(opened, hashesAreCommits(place));
    if (path.length > 0) throw new RequestError("not-found", "No such commit.");
    const tag = `${kind}-${opened.repo.id}-${ref.commitHash}`;
    const headers = new Headers({
      ...securityHeaders,
      "content-security-policy": rawContentPolicy,
      "content-type": "text/plain; charset=utf-8",
      etag: `"${tag}"`,
      "cache-control": `${place[0] === ref.commitHash ? "private, max-age=31536000, immutable" : "private, no-cache"}`,
    });
    if (isNotModified(request, tag)) return new Response(null, { status: 304, headers });
    const text = await openPatch(opened.content, ref.commitHash, kind, request.signal);
    if (request.method === "HEAD") return new Response(null, { headers });
    return new Response(streamOf(text), { headers });
  });
}

/** A branch may be called as the hash of a commit, which is what is meant here. */
const hashesAreCommits = (place: string[]) =>
  place.map((part) => (objectHash.safeParse(part).success ? `${part}^0` : part));
