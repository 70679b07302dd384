import "server-only";
import { staticHtml } from "@/lib/html/static-html";
import type { TreeRow } from "@/lib/wire/tree-row";
import { EntryRows } from "./entry-rows";

interface Place {
  namespace: string;
  repo: string;
  refName: string;
  path: string;
}

/** Rows of a long directory as HTML, without what changed them. */
export async function drawEntries(place: Place, rows: readonly TreeRow[]): Promise<string> {
  const { html } = await staticHtml(null, () => (
    <EntryRows {...place} rows={rows} history={null} isOpenEnded now={0} />
  ));
  return html;
}
