import { z } from "zod";
import { drawContext } from "@/components/changes/draw-context";
import { drawFile } from "@/components/changes/draw-files";
import { namespaceName, objectHash, repoName } from "@/contract/names";
import { getCommit } from "@/lib/artifacts/content";
import { changeOptions } from "@/lib/changes/change-options";
import { changeFromQuery } from "@/lib/changes/change-query";
import { changedRepo } from "@/lib/changes/changed-repos";
import { askedLook } from "@/lib/changes/looks";
import { rootAttributes } from "@/lib/changes/root-attributes";
import { showChange, showLines, usualPatience } from "@/lib/changes/show-change";
import { handleApi } from "@/lib/http/handle-api";
import { parseQuery } from "@/lib/http/parse-request";
import { loadRepo } from "@/lib/reading/open-repo";
import { changeHtml } from "@/lib/wire/answers";

const openChanged = async (namespace: string, name: string) =>
  changedRepo(namespace, await loadRepo(namespace, name));

export const dynamic = "force-dynamic";

const place = changeOptions.extend({
  base: objectHash.optional(),
  /** `namespace/repo`, where the side before is another repo's. */
  baseRepo: z
    .string()
    .transform((text) => text.split("/"))
    .pipe(z.tuple([namespaceName, repoName]))
    .optional(),
  head: objectHash,
  asked: z.literal("1").optional(),
  look: askedLook,
  /** Lines that both sides have, from this one on, counted from 0 in the file after the change; `shift` leads to the other number. */
  line: z.coerce.number().int().min(0).optional(),
  lines: z.coerce.number().int().min(1).max(100_000).default(1),
  shift: z.coerce.number().int().default(0),
});

/** What changed in a file between two commits, or some of its other lines, as HTML. By hash: it is the same for ever, once it has its colours. */
export function GET(
  request: Request,
  { params }: RouteContext<"/-/api/namespaces/[namespace]/repos/[repo]/changes">,
): Promise<Response> {
  return handleApi(request, async () => {
    const { namespace, repo: name } = await params;
    const {
      base = null,
      baseRepo,
      head,
      asked,
      look,
      line,
      lines,
      shift,
      ...options
    } = parseQuery(place, request);
    const change = parseQuery(changeFromQuery, request);
    const [repo, before] = await Promise.all([
      openChanged(namespace, name),
      openChanged(...(baseRepo ?? ([namespace, name] as const))),
    ]);
    const attributes = await rootAttributes(repo, (await getCommit(repo, head)).treeHash);
    const context = {
      repos: { before, after: repo },
      attributes,
      options,
      isAskedFor: asked !== undefined,
      coloursUntil: usualPatience(),
      look,
    };
    let html: string;
    let isFinal: boolean;
    if (line === undefined) {
      const shown = await showChange(change, context);
      const baseAt = { namespace: before.namespace, repo: before.name };
      const at = { namespace, repo: repo.name, repoId: repo.id, baseAt, base, head, options };
      ({ html, isFinal } = await drawFile(at, change, shown));
    } else {
      const side = await showLines(change, context);
      isFinal = side.isFinal;
      html = await drawContext(side, { from: line, count: lines, shift, isSplit: options.view === "split" });
    }
    return Response.json(changeHtml.parse({ html }), {
      headers: { "cache-control": isFinal ? "private, max-age=31536000, immutable" : "no-store" },
    });
  });
}
