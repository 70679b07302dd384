import type { ArchiveEntry } from "./list-tree";

/** A file's content: small ones in memory, large ones to be streamed when their turn comes. */
export type Content = { bytes: Uint8Array } | LargeContent;

export interface LargeContent {
  bytes: null;
  /** Its length, for formats that write it first. Costs a whole read where Artifacts did not give it. */
  measure(): Promise<number>;
  stream(): AsyncGenerator<Uint8Array>;
}

export type ArchiveFile = ArchiveEntry & { content: Content };

/** 1980-01-01T00:00:00Z, of every entry: the first second that a zip can hold, and none of a commit. */
export const fixedTimeSeconds = 315_532_800;

const targetMaxBytes = 4095;

/** Where a symlink points to; null for everything else, also for a link whose target no file system would take. */
export function linkTargetOf({ kind, content }: ArchiveFile): Buffer | null {
  if (kind !== "symlink" || content.bytes === null) return null;
  const { byteLength } = content.bytes;
  if (byteLength === 0 || byteLength > targetMaxBytes || content.bytes.includes(0)) return null;
  return Buffer.from(content.bytes);
}
