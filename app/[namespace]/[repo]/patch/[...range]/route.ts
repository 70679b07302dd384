import { objectHash } from "@/contract/names";
import { getCommit } from "@/lib/artifacts/content";
import { streamOf } from "@/lib/bytes/stream-of";
import { changedRepo } from "@/lib/changes/changed-repos";
import { openSides } from "@/lib/changes/open-comparison";
import { commitPatch, comparisonPatch, type PatchKind } from "@/lib/changes/open-patch";
import { parseRange } from "@/lib/changes/parse-range";
import { readRawCommit } from "@/lib/commits/read-raw-commit";
import { handleRaw } from "@/lib/http/handle-raw";
import { isNotModified } from "@/lib/http/raw-response";
import { rawContentPolicy, securityHeaders } from "@/lib/http/security-headers";
import { openRepo } from "@/lib/reading/open-repo";
import { commitSuffix } from "@/lib/reading/ref-url-names";
import { requirePlace } from "@/lib/reading/require-place";
import { RequestError } from "@/lib/wire/request-error";

export const dynamic = "force-dynamic";

interface PatchText {
  /** Names the bytes. */
  tag: string;
  /** Whether the address names commits by their hashes alone. */
  isPermalink: boolean;
  open(): Promise<AsyncGenerator<Buffer>>;
}

/** What a commit or a comparison changed as plain text. Their own addresses with `.diff` or `.patch` lead here (`proxy.ts`). */
export function GET(
  request: Request,
  { params }: RouteContext<"/[namespace]/[repo]/patch/[...range]">,
): Promise<Response> {
  return handleRaw(request, async () => {
    const { namespace, repo, range } = await params;
    const [kind = "", page = "", ...place] = range;
    if (kind !== "diff" && kind !== "patch") throw new RequestError("not-found", "No such address.");
    const asked = { namespace, repo, kind, signal: request.signal } as const;
    const text = page === "compare" ? await ofRange(asked, place.join("/")) : await ofCommit(asked, place);
    const headers = new Headers({
      ...securityHeaders,
      "content-security-policy": rawContentPolicy,
      "content-type": "text/plain; charset=utf-8",
      etag: `"${text.tag}"`,
      "cache-control": text.isPermalink ? "private, max-age=31536000, immutable" : "private, no-cache",
    });
    if (isNotModified(request, text.tag)) return new Response(null, { status: 304, headers });
    const parts = await text.open();
    if (request.method !== "HEAD") return new Response(streamOf(parts), { headers });
    await parts.return(undefined);
    return new Response(null, { headers });
  });
}

interface Asked {
  namespace: string;
  repo: string;
  kind: PatchKind;
  signal: AbortSignal;
}

async function ofCommit({ namespace, repo, kind, signal }: Asked, place: string[]): Promise<PatchText> {
  const opened = await openRepo(namespace, repo);
  // A branch may be called as the hash of a commit, which is what is meant here.
  const named = place.map((part) => (objectHash.safeParse(part).success ? `${part}${commitSuffix}` : part));
  const { ref, path } = await requirePlace(opened, named);
  if (path.length > 0) throw new RequestError("not-found", "No such commit.");
  const commit = await getCommit(opened.content, ref.commitHash);
  return {
    tag: `${kind}-${opened.repo.id}-${commit.hash}`,
    isPermalink: place[0] === commit.hash,
    async open() {
      const facts =
        kind === "patch" ? await readRawCommit(opened.content, opened.repo.remote, commit.hash) : null;
      return commitPatch(changedRepo(namespace, opened.repo), { ...commit, facts }, kind, signal);
    },
  };
}

async function ofRange({ namespace, repo, kind, signal }: Asked, text: string): Promise<PatchText> {
  const range = parseRange(text);
  const sides = await openSides(namespace, repo, range);
  if ("reason" in sides)
    throw new RequestError("not-found", `The ${sides.side} of this comparison is not there.`);
  const { base, head } = sides;
  const ids = [base, head].map(({ opened, commit }) => `${opened.repo.id}-${commit.hash}`);
  return {
    tag: [kind, range.dots.length, ...ids].join("-"),
    isPermalink: range.base.ref === base.commit.hash && range.head.ref === head.commit.hash,
    open: () => comparisonPatch(sides, range.dots, kind, signal),
  };
}
