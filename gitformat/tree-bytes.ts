import type { TreeEntryMode } from "@/contract/content";

const hashBytes = 20;

/** A tree as Git stores it, put into Git's order. */
export function treeBytes(
  entries: readonly { name: string; mode: TreeEntryMode; hash: string }[],
): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const parts = entries.map(({ name, mode, hash }) => {
    const front = encoder.encode(`${mode} ${name}\0`);
    const bytes = new Uint8Array(front.byteLength + hashBytes);
    bytes.set(front);
    for (let at = 0; at < hashBytes; at += 1) {
      bytes[front.byteLength + at] = Number.parseInt(hash.slice(at * 2, at * 2 + 2), 16);
    }
    // Git compares a directory as if its name ended with a slash.
    return { sortKey: encoder.encode(mode === "40000" ? `${name}/` : name), bytes };
  });
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
