import { safeName } from "@/lib/archive/safe-names";
import { type ArchiveFormat, streamArchive } from "@/lib/archive/stream-archive";
import { shortHash } from "@/lib/format/short-hash";
import { attachmentOf } from "@/lib/http/content-disposition";
import { handleRaw } from "@/lib/http/handle-raw";
import { isNotModified } from "@/lib/http/raw-response";
import { rawContentPolicy, securityHeaders } from "@/lib/http/security-headers";
import { openCommitPath } from "@/lib/reading/open-commit-path";
import { openRepo } from "@/lib/reading/open-repo";
import { requirePlace } from "@/lib/reading/require-place";
import { RequestError } from "@/lib/wire/request-error";

export const dynamic = "force-dynamic";

const types: Record<ArchiveFormat, string> = { zip: "application/zip", "tar.gz": "application/gzip" };

const isFormat = (text: string): text is ArchiveFormat => Object.hasOwn(types, text);

/** A directory at a ref as an archive: `/archive/zip/main/docs`. */
export function GET(
  request: Request,
  { params }: RouteContext<"/[namespace]/[repo]/archive/[...path]">,
): Promise<Response> {
  return handleRaw(request, async () => {
    // A route handler gets its parameters decoded, unlike a page.
    const { namespace, repo: repoName, path: segments } = await params;
    const [format = "", ...place] = segments;
    if (!isFormat(format)) throw new RequestError("not-found", "An archive is a zip or a tar.gz.");
    const opened = await openRepo(namespace, repoName);
    const { repo, content } = opened;
    const resolved = await requirePlace(opened, place);
    const at = await openCommitPath(opened, resolved.ref.commitHash, resolved.path);
    if (at === null) throw new RequestError("not-found", "No such ref.");
    const { ref, path } = resolved;
    const found = at.entry;
    if (found?.kind !== "tree") throw new RequestError("not-found", "No such directory.");

    // By the tree alone: the same tree at another commit or path is the same archive.
    const topFolder = safeName(`${repo.name}-${shortHash(found.hash)}`);
    const isPermalink = ref.kind === "commit" && place[0] === ref.name;
    const tag = `${topFolder}-${found.hash}.${format}`;
    const headers = new Headers({
      ...securityHeaders,
      "content-security-policy": rawContentPolicy,
      "content-type": types[format],
      "content-disposition": attachmentOf(`${fileNameOf(repo.name, ref, path)}.${format}`),
      // Weak: another release of Node may compress otherwise.
      etag: `W/"${tag}"`,
      "cache-control": isPermalink ? "private, max-age=31536000, immutable" : "private, no-cache",
      "accept-ranges": "none",
    });
    if (isNotModified(request, tag)) return new Response(null, { status: 304, headers });
    const repoAndTree = { repo: content, treeHash: found.hash, topFolder, format, signal: request.signal };
    const body = await streamArchive(repoAndTree);
    if (request.method !== "HEAD") return new Response(body, { headers });
    await body.cancel();
    return new Response(null, { headers });
  });
}

/** What the file is saved as: the repo, the ref and the directory, for people. */
function fileNameOf(repo: string, ref: { kind: string; name: string }, path: string[]): string {
  const parts = [repo, ref.kind === "commit" ? shortHash(ref.name) : ref.name, ...path];
  return parts
    .map((part) => part.replaceAll("/", "-"))
    .join("-")
    .slice(0, 150);
}
