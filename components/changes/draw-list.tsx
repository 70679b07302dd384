import "server-only";
import { setImmediate as turn } from "node:timers/promises";
import type { ShownFile } from "@/lib/changes/show-changes";
import { joinHtml, type NamedHtml, staticHtml } from "@/lib/html/static-html";
import { directoryOf, FileList } from "./file-list";

/** Drawn in one turn. */
const filesAtOnce = 300;

/** The list of the files of a comparison as HTML, in turns: there may be thousands, and other pages wait for no more than one. */
export async function drawList(files: readonly ShownFile[]): Promise<NamedHtml> {
  const parts: NamedHtml[] = [];
  for (let from = 0; from < files.length; from += filesAtOnce) {
    await turn();
    const above = files[from - 1];
    parts.push(
      await staticHtml(null, () => (
        <FileList
          files={files.slice(from, from + filesAtOnce)}
          above={above === undefined ? "" : directoryOf(above)}
        />
      )),
    );
  }
  return joinHtml(parts);
}
