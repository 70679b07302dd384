import "server-only";
import { setImmediate as turn } from "node:timers/promises";
import type { ChangeOptions } from "@/lib/changes/change-options";
import { changeQuery } from "@/lib/changes/change-query";
import type { FileChange } from "@/lib/changes/file-change";
import type { ShownFile } from "@/lib/changes/show-changes";
import type { ShownChange } from "@/lib/changes/shown-change";
import { joinHtml, type NamedHtml, staticHtml } from "@/lib/html/static-html";
import { type ChangePlace, FileSection } from "./file-section";

interface FilesPlace extends ChangePlace {
  repoId: string;
  options: ChangeOptions;
}

/** Files that are only named are drawn so many at a time. */
const namedAtOnce = 200;

/** The files of a comparison as one piece of HTML. Each is drawn in a turn of its own: other pages wait for no more than one. */
export async function drawFiles(place: FilesPlace, files: readonly ShownFile[]): Promise<NamedHtml> {
  const parts: NamedHtml[] = [];
  const drawn = files.filter(({ shown }) => shown !== null);
  for (const { change, shown } of drawn) {
    await turn();
    parts.push(
      await staticHtml(nameOf(place, change, shown), () => (
        <FileSection {...placeOf(place)} change={change} shown={shown} />
      )),
    );
  }
  const named = files.slice(drawn.length);
  for (let from = 0; from < named.length; from += namedAtOnce) {
    await turn();
    parts.push(
      await staticHtml(null, () => (
        <>
          {named.slice(from, from + namedAtOnce).map(({ change }) => (
            <FileSection key={change.path} {...placeOf(place)} change={change} shown={null} />
          ))}
        </>
      )),
    );
  }
  return joinHtml(parts);
}

/** The file as HTML alone, for a page that only names it. */
export async function drawFile(place: FilesPlace, change: FileChange, shown: ShownChange): Promise<string> {
  const { html } = await staticHtml(nameOf(place, change, shown), () => (
    <FileSection {...placeOf(place)} change={change} shown={shown} />
  ));
  return html;
}

const placeOf = ({ namespace, repo, baseAt, base, head, options, keep }: FilesPlace) => ({
  keep,
  baseAt,
  namespace,
  repo,
  base,
  head,
  options,
});

/** Null where it may look otherwise the next time: with its colours. */
function nameOf(place: FilesPlace, change: FileChange, shown: ShownChange | null) {
  if (shown?.kind === "text" && !shown.text.isFinal) return null;
  const { namespace, repo, repoId, baseAt, base, head, options, keep } = place;
  const { view, space, blank } = options;
  return [
    "change",
    repoId,
    namespace,
    repo,
    `${baseAt.namespace}/${baseAt.repo}`,
    base,
    head,
    ...Object.values(keep ?? {}),
    changeQuery(change),
    view,
    space,
    blank,
    shown?.kind ?? null,
  ];
}
