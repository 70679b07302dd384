import type { TreeEntryMode } from "@/contract/content";

/**
 * The mode of an entry, null for one of no kind that Git has. Old tools wrote other permission bits (`100664`) and a leading
 * zero (`040000`): Git reads the kind and the exec bit.
 */
export function readTreeMode(content: Buffer, start: number, end: number): TreeEntryMode | null {
  if (end - start < 5 || end - start > 7) return null;
  let mode = 0;
  for (let at = start; at < end; at += 1) {
    const digit = (content[at] ?? 0) - 0x30;
    if (digit < 0 || digit > 7) return null;
    mode = mode * 8 + digit;
  }
  switch (mode & 0o170000) {
    case 0o040000:
      return "40000";
    case 0o100000:
      return (mode & 0o100) === 0 ? "100644" : "100755";
    case 0o120000:
      return "120000";
    case 0o160000:
      return "160000";
    default:
      return null;
  }
}
