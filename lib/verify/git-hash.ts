import type { TreeEntry } from "@/contract/content";
import { type ObjectType, objectHeader } from "@/gitformat/object-header";
import { treeBytes } from "@/gitformat/tree-bytes";

/** The name Git gives an object: SHA-1 over its header and its bytes. Needs a page the browser calls secure. */
export async function gitHash(type: ObjectType, bytes: Uint8Array): Promise<string> {
  const header = new TextEncoder().encode(objectHeader(type, bytes.byteLength));
  const whole = new Uint8Array(header.byteLength + bytes.byteLength);
  whole.set(header);
  whole.set(bytes, header.byteLength);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-1", whole));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * A tree as Git stores it. Null when a name in it has lost bytes on its way here: names that are no UTF-8 arrive with a
 * replacement character, and what it replaced is lost.
 */
export function remakeTree(entries: readonly TreeEntry[]): Uint8Array | null {
  return entries.some(({ name }) => /\ufffd|\p{Surrogate}/u.test(name)) ? null : treeBytes(entries);
}
