import "server-only";
import { type ContentRepo, getBlob, isNoObject } from "@/lib/artifacts/content";
import type { BlobContent } from "@/lib/artifacts/object-cache";
import { isPdf } from "@/lib/bytes/signatures";
import { type MediaKind, sniffFile } from "@/lib/bytes/sniff-file";
import { type DecodeHints, decodeText } from "@/lib/decoding/decode-text";
import { countLines } from "@/lib/text/count-lines";
import type { Encoding } from "@/lib/text/encodings";
import { type LfsPointer, parseLfsPointer } from "@/lib/text/parse-lfs-pointer";
import type { FileSide } from "./compare-trees";

export interface TextSide {
  kind: "text";
  /** In UTF-8, whatever it is stored in, with its line ends as they are stored. */
  bytes: Uint8Array;
  text: string;
  encoding: Encoding;
  sizeBytes: number;
}

/** What a file is on one side of a change. `sizeBytes` is null where the remote did not say. */
export type SideContent =
  | TextSide
  | { kind: "lfs"; pointer: LfsPointer; sizeBytes: number }
  | { kind: MediaKind; mime: string; sizeBytes: number | null }
  | { kind: "binary"; sizeBytes: number | null }
  /** Text, as far as its beginning tells, of more than is compared. */
  | { kind: "too-large"; sizeBytes: number | null }
  | { kind: "submodule"; hash: string }
  /** Nothing stands there. */
  | { kind: "nothing" }
  /** The repo names it and does not have it: a shallow or partial import. */
  | { kind: "missing" };

const textMaxBytes = 5 * 1024 * 1024;
const textMaxLines = 100_000;
const headBytes = 64 * 1024;

/** By hash; `hints` say how a text may be encoded. */
export async function readSide(
  repo: ContentRepo,
  side: FileSide | null,
  hints: DecodeHints,
): Promise<SideContent> {
  if (side === null) return { kind: "nothing" };
  if (side.mode === "160000") return { kind: "submodule", hash: side.hash };
  try {
    return await contentOf(
      await getBlob(repo, side.hash, { maxBytes: textMaxBytes, headBytes }),
      side,
      hints,
    );
  } catch (error) {
    if (isNoObject(error)) return { kind: "missing" };
    throw error;
  }
}

async function contentOf(
  { bytes, sizeBytes, truncated }: BlobContent,
  { mode }: FileSide,
  hints: DecodeHints,
): Promise<SideContent> {
  const decoded = decodeText(bytes, mode === "120000" ? {} : hints);
  // The mark of UTF-16 is also how an MP3 may begin: what decodes whole is text.
  const isUnicode = decoded?.encoding === "UTF-8" || decoded?.hasByteOrderMark === true;
  const isPlainText = isUnicode && decoded.brokenCount === 0 && !isPdf(bytes);
  const sniffed = isPlainText ? null : await sniffFile(bytes.subarray(0, headBytes));
  if (sniffed?.media) return { kind: sniffed.media, mime: sniffed.mime, sizeBytes };
  if (decoded === null) return { kind: "binary", sizeBytes };
  const { text, encoding } = decoded;
  if (truncated || countLines(text) > textMaxLines) return { kind: "too-large", sizeBytes };
  const pointer = mode === "120000" ? null : parseLfsPointer(text);
  if (pointer !== null) return { kind: "lfs", pointer, sizeBytes: bytes.byteLength };
  // A byte order mark is a change too: the bytes as they are, where they need no other encoding.
  const isStored = encoding === "UTF-8" && decoded.brokenCount === 0;
  return {
    kind: "text",
    bytes: isStored ? bytes : Buffer.from(text),
    text: isStored ? Buffer.from(bytes).toString() : text,
    encoding,
    sizeBytes: bytes.byteLength,
  };
}
