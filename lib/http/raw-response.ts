import "server-only";
import { type ByteRange, rangeOf } from "@/lib/bytes/byte-range";
import type { DecodeHints } from "@/lib/decoding/decode-text";
import { plainText, sniffBytes, sniffContentType } from "@/lib/decoding/sniff-content";
import { svgDrawnChars, svgDrawnWeight, weighSvg } from "@/lib/text/weigh-svg";
import { attachmentOf } from "./content-disposition";
import { bodyLengthHeader } from "./keep-content-length";
import { rawContentPolicy, securityHeaders } from "./security-headers";

export interface RawFile {
  fileName: string;
  hash: string;
  /** True when the URL names a commit by hash, so that its content can never change. */
  isPermalink: boolean;
  asDownload: boolean;
  /** As which `.gitattributes` say it is to be read. */
  encodings?: DecodeHints;
  /** An SVG is drawn however heavy it is: somebody asked for it. */
  isDrawnAnyway?: boolean;
}

interface RawBody {
  body: ReadableStream<Uint8Array> | null;
  /** Null where Artifacts did not say. */
  sizeBytes: number | null;
}

/** The headers of a raw file, but for its type. They go with a 304 too. */
function rawHeaders({ fileName, hash, isPermalink, asDownload }: RawFile): Headers {
  const headers = new Headers({
    ...securityHeaders,
    "content-security-policy": rawContentPolicy,
    etag: `"${hash}"`,
    // Compressed on the way, an answer would lose its length, and a range would be one of other bytes.
    "cache-control": `${isPermalink ? "private, max-age=31536000, immutable" : "private, no-cache"}, no-transform`,
  });
  if (asDownload) headers.set("content-disposition", attachmentOf(fileName));
  return headers;
}

/** Whether the client already holds this content. A weak comparison, as RFC 9110 wants it for If-None-Match. */
export function isNotModified(request: Request, hash: string): boolean {
  const wanted = request.headers.get("if-none-match");
  if (wanted === null) return false;
  return wanted.split(",").some((tag) => ["*", `"${hash}"`].includes(tag.trim().replace(/^W\//, "")));
}

export function notModified(file: RawFile): Response {
  return new Response(null, { status: 304, headers: rawHeaders(file) });
}

/**
 * Passes a file on as it arrives, all of it or the one range that the request asks for. Artifacts gives whole blobs only,
 * so what comes before a range is received and let go; what comes after it is not received.
 */
export async function streamRaw(request: Request, file: RawFile, raw: RawBody): Promise<Response> {
  const { sizeBytes } = raw;
  const headers = rawHeaders(file);
  const range = sizeBytes === null ? null : wantedRange(request, file, sizeBytes);
  if (sizeBytes !== null) headers.set("accept-ranges", "bytes");
  if (range === "unsatisfiable") {
    await raw.body?.cancel();
    headers.set("content-range", `bytes */${sizeBytes}`);
    return new Response(null, { status: 416, headers });
  }

  const reader = (raw.body ?? new Blob([]).stream()).getReader();
  const { start, type } = await readType(file, reader);
  headers.set("content-type", type);
  // No viewer of a browser opens a PDF inside the sandbox: it is saved, and the file page draws it.
  if (type === "application/pdf") headers.set("content-disposition", attachmentOf(file.fileName));

  if (range !== null) headers.set("content-range", contentRange(range, sizeBytes));
  const slice = range ?? { from: 0, length: sizeBytes };
  if (slice.length !== null) headers.set(bodyLengthHeader, String(slice.length));
  const status = range === null ? 200 : 206;
  if (request.method === "HEAD") {
    await reader.cancel();
    return new Response(null, { status, headers });
  }
  return new Response(sliceOf(start, reader, slice), { status, headers });
}

/** A range counts for GET alone, and with `If-Range` only while the content is the one it names. */
function wantedRange(request: Request, file: RawFile, sizeBytes: number) {
  const condition = request.headers.get("if-range");
  if (request.method !== "GET" || (condition !== null && condition !== `"${file.hash}"`)) return null;
  return rangeOf(request.headers.get("range"), sizeBytes);
}

const contentRange = ({ from, length }: ByteRange, sizeBytes: number | null) =>
  `bytes ${from}-${from + length - 1}/${sizeBytes ?? "*"}`;

/**
 * The bytes of a slice of what `start` begins and `reader` goes on with; to the end where `length` is null. A source that
 * ends too early breaks the stream: a client must not take a part for the whole.
 */
function sliceOf(
  start: Uint8Array,
  reader: ReadableStreamDefaultReader<Uint8Array>,
  { from, length }: { from: number; length: number | null },
): ReadableStream<Uint8Array> {
  let toSkip = from;
  let left = length ?? Number.POSITIVE_INFINITY;
  let held: Uint8Array | null = start;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      while (left > 0) {
        const value: Uint8Array | undefined = held ?? (await reader.read()).value;
        held = null;
        if (value === undefined) {
          if (length !== null) throw new Error("Artifacts sent fewer bytes than it announced.");
          controller.close();
          return;
        }
        const chunk = value.subarray(toSkip, toSkip + left);
        toSkip = Math.max(0, toSkip - value.byteLength);
        left -= chunk.byteLength;
        if (chunk.byteLength > 0) {
          controller.enqueue(chunk);
          if (left > 0) return;
        }
      }
      controller.close();
      await reader.cancel();
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

/**
 * The type of what a reader gives, and as much of it as it took to know. An SVG that would keep a browser busy is plain text: as
 * an image it would hold up whichever page shows it.
 */
async function readType(
  { fileName, encodings, isDrawnAnyway }: RawFile,
  reader: ReadableStreamDefaultReader<Uint8Array>,
) {
  const first = await readStart(reader, sniffBytes, new Uint8Array());
  const type = sniffContentType(fileName, first.start, first.isWhole, encodings);
  if (type !== "image/svg+xml" || isDrawnAnyway) return { start: first.start, type };
  const { start, isWhole } = first.isWhole ? first : await readStart(reader, svgDrawnChars, first.start);
  const isLight = isWhole && weighSvg(new TextDecoder().decode(start)) <= svgDrawnWeight;
  return { start, type: isLight ? type : plainText };
}

/** The first bytes, `begun` and what follows it. */
async function readStart(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  wantedBytes: number,
  begun: Uint8Array<ArrayBuffer>,
): Promise<{ start: Uint8Array<ArrayBuffer>; isWhole: boolean }> {
  let start = begun;
  while (start.byteLength < wantedBytes) {
    const { done, value } = await reader.read();
    if (done) return { start, isWhole: true };
    start = start.byteLength === 0 ? new Uint8Array(value) : new Uint8Array(Buffer.concat([start, value]));
  }
  return { start, isWhole: false };
}
