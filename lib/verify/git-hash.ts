import type { TreeEntry } from "@/contract/content";

/** The name Git gives an object: SHA-1 over its kind, its length and its bytes. Needs a page the browser calls secure. */
export async function gitHash(kind: "blob" | "tree" | "commit", bytes: Uint8Array): Promise<string> {
  const header = new TextEncoder().encode(`${kind} ${bytes.byteLength}\0`);
  const whole = new Uint8Array(header.byteLength + bytes.byteLength);
  whole.set(header);
  whole.set(bytes, header.byteLength);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-1", whole));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * A tree as Git stores it, put into Git's order anew. Null when a name in it has lost bytes on its way here: names that are no
 * UTF-8 arrive with a replacement character, and what it replaced is not told.
 */
export function treeBytes(entries: readonly TreeEntry[]): Uint8Array | null {
  const encoder = new TextEncoder();
  const parts: { sortKey: Uint8Array; bytes: Uint8Array }[] = [];
  for (const { name, mode, hash } of entries) {
    if (/\ufffd|\p{Surrogate}/u.test(name)) return null;
    const front = encoder.encode(`${mode} ${name}\0`);
    const bytes = new Uint8Array(front.byteLength + 20);
    bytes.set(front);
    for (let at = 0; at < 20; at += 1) {
      bytes[front.byteLength + at] = Number.parseInt(hash.slice(at * 2, at * 2 + 2), 16);
    }
    // Git compares a directory as if its name ended with a slash.
    parts.push({ sortKey: encoder.encode(mode === "40000" ? `${name}/` : name), bytes });
  }
  parts.sort((a, b) => compareBytes(a.sortKey, b.sortKey));
  const whole = new Uint8Array(parts.reduce((length, { bytes }) => length + bytes.byteLength, 0));
  let at = 0;
  for (const { bytes } of parts) {
    whole.set(bytes, at);
    at += bytes.byteLength;
  }
  return whole;
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.byteLength, b.byteLength);
  for (let at = 0; at < shared; at += 1) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.byteLength - b.byteLength;
}
