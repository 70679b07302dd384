import { refNamesOf } from "@/lib/archive/ref-names-of";
import { safeName } from "@/lib/archive/safe-names";
import { type ArchiveFormat, streamArchive } from "@/lib/archive/stream-archive";
import { shortHash } from "@/lib/format/short-hash";
import { attachmentOf } from "@/lib/http/content-disposition";
import { handleRaw } from "@/lib/http/handle-raw";
import { isNotModified } from "@/lib/http/raw-response";
import { rawContentPolicy, securityHeaders } from "@/lib/http/security-headers";
import { openCommitPath } from "@/lib/reading/open-commit-path";
import { type OpenRepo, openRepo } from "@/lib/reading/open-repo";
import { readAttributesAbove } from "@/lib/reading/read-attributes";
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
    const { repo, refs, content } = opened;
    const { ref, path, at, treeHash } = await openDirectory(opened, place);
    const topFolder = safeName(`${repo.name}-${shortHash(treeHash)}`);
    const isPermalink = ref.kind === "commit" && place[0] === ref.name;
    // The commit may stand in a file, and attributes above the directory may take files out of it.
    const tag = `${topFolder}-${at.commit?.hash}-${treeHash}.${format}`;
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
    const directory = path.join("/");
    const body = await streamArchive({
      repo: content,
      treeHash,
      topFolder,
      format,
      signal: request.signal,
      facts: at.commit && { commit: at.commit, refNames: refNamesOf(refs, at.commit.hash) },
      place: {
        directory,
        attributes: await readAttributesAbove(content, at.treeHash ?? treeHash, directory),
      },
    });
    if (request.method !== "HEAD") return new Response(body, { headers });
    await body.cancel();
    return new Response(null, { headers });
  });
}

async function openDirectory(opened: OpenRepo, place: string[]) {
  const resolved = await requirePlace(opened, place);
  const at = await openCommitPath(opened, resolved.ref.commitHash, resolved.path);
  if (at === null) throw new RequestError("not-found", "No such ref.");
  if (at.entry?.kind !== "tree") throw new RequestError("not-found", "No such directory.");
  return { ...resolved, at, treeHash: at.entry.hash };
}

/** What the file is saved as: the repo, the ref and the directory, for people. */
function fileNameOf(repo: string, ref: { kind: string; name: string }, path: string[]): string {
  const parts = [repo, ref.kind === "commit" ? shortHash(ref.name) : ref.name, ...path];
  return parts
    .map((part) => part.replaceAll("/", "-"))
    .join("-")
    .slice(0, 150);
}
