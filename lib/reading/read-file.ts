import "server-only";
import { LRUCache } from "lru-cache";
import type { TreeEntry } from "@/contract/content";
import { type ContentRepo, getBlob, getTree } from "@/lib/artifacts/content";
import type { BlobContent } from "@/lib/artifacts/object-cache";
import { isPdf } from "@/lib/bytes/signatures";
import { type MediaKind, sniffFile } from "@/lib/bytes/sniff-file";
import { type DecodedText, type DecodeHints, decodeText } from "@/lib/decoding/decode-text";
import { type Followed, followPath } from "@/lib/paths/follow-path";
import type { FoundEntry } from "@/lib/paths/walk-path";
import { perProcess } from "@/lib/process/per-process";
import { countLines } from "@/lib/text/count-lines";
import { type LineEndings, lineEndingsOf, withLineFeeds } from "@/lib/text/line-endings";
import { type LfsPointer, parseLfsPointer } from "@/lib/text/parse-lfs-pointer";
import type { OpenPath } from "./open-path";
import { readSubmodules } from "./read-submodules";

/** A text whose lines end in LF, whatever they end in where it is stored. */
export interface TextContent extends DecodedText {
  lineEndings: LineEndings;
}

/** What a file page shows. `sizeBytes` is null where the remote did not say. */
export type FileContent =
  | ({ kind: "text"; entry: TreeEntry; sizeBytes: number } & TextContent)
  | { kind: "lfs"; entry: TreeEntry; sizeBytes: number; pointer: LfsPointer }
  | { kind: MediaKind; entry: TreeEntry; sizeBytes: number | null; mime: string }
  | { kind: "binary"; entry: TreeEntry; sizeBytes: number | null; mime: string | null; head: Uint8Array }
  | ({
      kind: "too-large";
      reason: "bytes" | "lines";
      entry: TreeEntry;
      /** Of the whole; the text is its beginning. */
      sizeBytes: number | null;
    } & TextContent)
  | { kind: "symlink"; entry: TreeEntry; target: string; end: Followed }
  /** Where a person can read it; null where that is not known. */
  | { kind: "submodule"; entry: TreeEntry; url: string | null };

/** Beyond this a file is not drawn whole, only its beginning, and offered raw. */
export const textMaxBytes = 5 * 1024 * 1024;
export const textMaxLines = 100_000;
/** Received of a file that is larger than that. */
const headBytes = 64 * 1024;
/** Shown of it, and of a binary file. */
const hexBytes = 4096;
const symlinkMaxBytes = 4096;

/** The beginnings of large files, which are not in the object cache: that keeps whole objects only. */
const largeHeads = perProcess("large-heads", () => new LRUCache<string, BlobContent>({ max: 100 }));

async function readStart(repo: ContentRepo, hash: string): Promise<BlobContent> {
  const key = `${repo.id}\n${hash}`;
  const kept = largeHeads().get(key);
  if (kept) return kept;
  const blob = await getBlob(repo, hash, { maxBytes: textMaxBytes, headBytes });
  if (!blob.truncated) return blob;
  // A copy: a part of a larger buffer would keep all of it.
  const head = { ...blob, bytes: blob.bytes.slice(0, headBytes) };
  largeHeads().set(key, head);
  return head;
}

/** The content of the file at a place, by hash; `hints` say how it may be encoded, and may come while it is read. */
export async function readFile(
  {
    repo: { remote },
    content: repo,
    treeHash,
    path,
  }: Pick<OpenPath, "content" | "treeHash" | "path"> & { repo: Pick<OpenPath["repo"], "remote"> },
  found: Exclude<FoundEntry, { kind: "tree" }>,
  hints: DecodeHints | Promise<DecodeHints> = {},
): Promise<FileContent> {
  const { entry } = found;
  if (found.kind === "gitlink") {
    const pageOf = await readSubmodules({ content: repo, remote }, await getTree(repo, treeHash));
    return { kind: "submodule", entry, url: pageOf(path, entry.hash) };
  }
  if (found.kind === "symlink") {
    const { bytes } = await getBlob(repo, entry.hash, { maxBytes: symlinkMaxBytes });
    const end = await followPath(repo, treeHash, path.split("/"));
    return { kind: "symlink", entry, target: decodeText(bytes)?.text ?? "", end };
  }
  const [{ bytes, sizeBytes, truncated }, known] = await Promise.all([readStart(repo, entry.hash), hints]);
  // The end of a beginning may stand in the middle of a character.
  const decoded = decodeText(truncated ? untilLastLine(bytes) : bytes, known);
  // The mark of UTF-16 is also how an MP3 may begin: what decodes whole is text.
  const isUnicode = decoded?.encoding === "UTF-8" || decoded?.hasByteOrderMark === true;
  const isPlainText = isUnicode && decoded.brokenCount === 0 && !isPdf(bytes);
  const sniffed = isPlainText ? null : await sniffFile(bytes.subarray(0, headBytes));
  if (sniffed?.media) return { kind: sniffed.media, entry, sizeBytes, mime: sniffed.mime };
  if (decoded === null) {
    const head = bytes.slice(0, hexBytes);
    return { kind: "binary", entry, sizeBytes, mime: sniffed?.mime ?? null, head };
  }
  const lineEndings = lineEndingsOf(decoded.text);
  const text = { ...decoded, text: withLineFeeds(decoded.text, lineEndings), lineEndings };
  if (truncated) return { ...text, kind: "too-large", reason: "bytes", entry, sizeBytes };
  if (countLines(text.text) > textMaxLines) {
    const beginning = text.text.slice(0, headBytes);
    return { ...text, text: beginning, kind: "too-large", reason: "lines", entry, sizeBytes };
  }
  const pointer = parseLfsPointer(decoded.text);
  if (pointer !== null) return { kind: "lfs", entry, sizeBytes: bytes.byteLength, pointer };
  return { ...text, kind: "text", entry, sizeBytes: bytes.byteLength };
}

function untilLastLine(bytes: Uint8Array): Uint8Array {
  const end = bytes.lastIndexOf(10);
  return end > 0 ? bytes.subarray(0, end + 1) : bytes;
}
