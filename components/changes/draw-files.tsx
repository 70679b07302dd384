import "server-only";
import { setImmediate as turn } from "node:timers/promises";
import type { ChangeOptions } from "@/lib/changes/change-options";
import { changeQuery } from "@/lib/changes/change-query";
import type { FileChange } from "@/lib/changes/file-change";
import type { ShownFile } from "@/lib/changes/show-changes";
import type { ShownChange } from "@/lib/changes/shown-change";
import { joinHtml, type NamedHtml, staticHtml } from "@/lib/html/static-html";
import type { ChangePlace } from "./change-place";
import { drawLook } from "./draw-look";
import { FileSection } from "./file-section";

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
    parts.push((await drawOne(place, change, shown)).made);
  }
  const named = files.slice(drawn.length);
  for (let from = 0; from < named.length; from += namedAtOnce) {
    await turn();
    parts.push(
      await staticHtml(null, () => (
        <>
          {named.slice(from, from + namedAtOnce).map(({ change }) => (
            <FileSection key={change.path} {...placeOf(place)} change={change} shown={null} look={null} />
          ))}
        </>
      )),
    );
  }
  return joinHtml(parts);
}

/** The file as HTML alone, for a page that only names it. `isFinal`: it will never look otherwise. */
export async function drawFile(
  place: FilesPlace,
  change: FileChange,
  shown: ShownChange,
): Promise<{ html: string; isFinal: boolean }> {
  const { made, isFinal } = await drawOne(place, change, shown);
  return { html: made.html, isFinal };
}

async function drawOne(place: FilesPlace, change: FileChange, shown: ShownChange | null) {
  const look = shown?.kind === "look" ? await drawLook(placeOf(place), change, shown.look) : null;
  // Colours, and what was drawn by workers, may come the next time.
  const isFinal = (shown?.kind !== "text" || shown.text.isFinal) && (look?.isFinal ?? true);
  const made = await staticHtml(isFinal ? nameOf(place, change, shown) : null, () => (
    <FileSection {...placeOf(place)} change={change} shown={shown} look={look?.drawn ?? null} />
  ));
  return { made, isFinal };
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

function nameOf(place: FilesPlace, change: FileChange, shown: ShownChange | null) {
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
    shown?.kind === "look" ? shown.look.name : shown?.kind === "text" ? shown.refused : null,
  ];
}
