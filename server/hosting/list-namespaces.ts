import type { ListNamespacesQuery, NamespaceInfo } from "@/contract/namespaces";
import { readCursor, writeCursor } from "./cursor";
import { describeNamespace } from "./describe-namespace";
import type { Hosting } from "./hosting";
import { type Page, pageInfo } from "./page";

const limitDefault = 50;

/** A page of all namespaces, by name. */
export async function listNamespaces(
  hosting: Hosting,
  query: ListNamespacesQuery,
): Promise<Page<NamespaceInfo>> {
  const limit = query.limit ?? limitDefault;
  const identity = ["namespaces"];
  const after = query.cursor === undefined ? null : readCursor(hosting, identity, query.cursor);
  const seen = after?.seen ?? 0;
  const rows = await hosting.store.namespaces.list({
    afterKey: after === null ? null : String(after.value),
    limit: limit + 1,
  });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const cursor =
    rows.length > limit && last !== undefined
      ? writeCursor(hosting, identity, { value: last.nameKey, number: 0, seen: seen + shown.length })
      : null;
  return {
    items: shown.map(describeNamespace),
    info: pageInfo({ seen, count: shown.length, perPage: limit, cursor }),
  };
}
