import { type ContentRepo, streamBlob } from "@/lib/artifacts/content";
import { handleRaw } from "@/lib/http/handle-raw";
import { isNotModified, notModified, streamRaw } from "@/lib/http/raw-response";
import { followPath } from "@/lib/paths/follow-path";
import { keepAnswer } from "@/lib/reading/keep-answer";
import { openCommitPath } from "@/lib/reading/open-commit-path";
import { openRepo } from "@/lib/reading/open-repo";
import { readEncodings } from "@/lib/reading/read-file-settings";
import { requirePlace } from "@/lib/reading/require-place";
import { RequestError } from "@/lib/wire/request-error";

export const dynamic = "force-dynamic";

/** A file's bytes at a ref. A symlink's are the path it points to, as Git stores it. */
export function GET(
  request: Request,
  { params }: RouteContext<"/[namespace]/[repo]/raw/[...path]">,
): Promise<Response> {
  return handleRaw(request, async () => {
    // A route handler gets its parameters decoded, unlike a page.
    const { namespace, repo, path: place } = await params;
    const opened = await openRepo(namespace, repo);
    const { content } = opened;
    const resolved = await requirePlace(opened, place);
    const at = await openCommitPath(opened, resolved.ref.commitHash, resolved.path);
    if (at === null) throw new RequestError("not-found", "No such ref.");
    const end = at.entry === null ? await behindLinks(content, at.treeHash, resolved.path) : null;
    const found = at.entry ?? end?.entry;
    if (found === undefined || (found.kind !== "blob" && found.kind !== "symlink")) {
      throw new RequestError("not-found", "No such file.");
    }
    const { name, hash } = found.entry;
    const { searchParams } = new URL(request.url);
    const file = {
      fileName: name,
      hash,
      isPermalink: resolved.ref.kind === "commit" && place[0] === resolved.ref.name,
      asDownload: searchParams.has("download"),
      isDrawnAnyway: searchParams.has("draw"),
    };
    keepAnswer(namespace, repo, opened);
    if (isNotModified(request, hash)) return notModified(file);
    const path = end?.path ?? resolved.path.join("/");
    const [blob, encodings] = await Promise.all([
      streamBlob(content, hash, { signal: request.signal }),
      at.treeHash === null ? {} : readEncodings(content, at.treeHash, path),
    ]);
    return streamRaw(request, { ...file, encodings }, blob);
  });
}

/** What stands at a path of which a directory is a symlink. */
async function behindLinks(content: ContentRepo, treeHash: string | null, path: string[]) {
  const end = treeHash === null ? null : await followPath(content, treeHash, path);
  return end?.kind === "found" ? end : null;
}
