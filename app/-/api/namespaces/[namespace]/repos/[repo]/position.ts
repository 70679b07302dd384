import { parseTreePosition, type TreePosition } from "@/lib/find/tree-position";
import { RequestError } from "@/lib/wire/request-error";

/** Where to go on in a tree, from a query; null is the beginning. Throws `RequestError` when it is no place in this tree. */
export function requirePosition(treeHash: string, after: string | undefined): TreePosition | null {
  if (after === undefined) return null;
  const position = parseTreePosition(treeHash, after);
  if (position === null)
    throw new RequestError("invalid", "There is no such place to continue from.", "/after");
  return position;
}
