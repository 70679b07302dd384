import "server-only";
import { rawContentPolicy, securityHeaders } from "./security-headers";
import { sniffBytes, sniffContentType } from "./sniff-content";

export interface RawFile {
  fileName: string;
  hash: string;
  /** True when the URL names a commit by hash, so that its content can never change. */
  isPermalink: boolean;
  asDownload: boolean;
}

/** The headers of a raw file, but for its type. They go with a 304 too. */
function rawHeaders({ fileName, hash, isPermalink, asDownload }: RawFile): Headers {
  const headers = new Headers({
    ...securityHeaders,
    "content-security-policy": rawContentPolicy,
    etag: `"${hash}"`,
    "cache-control": isPermalink ? "private, max-age=31536000, immutable" : "private, no-cache",
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

/** Passes a file on as it arrives; only its first bytes are held, to find its type. */
export async function streamRaw(file: RawFile, body: ReadableStream<Uint8Array> | null): Promise<Response> {
  const headers = rawHeaders(file);
  const reader = (body ?? new Blob([]).stream()).getReader();
  const { start, isWhole } = await readStart(reader);
  headers.set("content-type", sniffContentType(file.fileName, start, isWhole));
  let rest: Uint8Array | null = start;
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (rest !== null) {
        const first = rest;
        rest = null;
        if (first.byteLength > 0) {
          controller.enqueue(first);
          return;
        }
      }
      const { done, value } = isWhole ? { done: true, value: undefined } : await reader.read();
      if (done || value === undefined) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
  return new Response(stream, { headers });
}

async function readStart(
  reader: ReadableStreamDefaultReader<Uint8Array>,
): Promise<{ start: Uint8Array; isWhole: boolean }> {
  let start = new Uint8Array();
  while (start.byteLength < sniffBytes) {
    const { done, value } = await reader.read();
    if (done) return { start, isWhole: true };
    start = start.byteLength === 0 ? new Uint8Array(value) : new Uint8Array(Buffer.concat([start, value]));
  }
  return { start, isWhole: false };
}

/** A file name for `Content-Disposition`, plain for old clients and exact for the rest (RFC 6266, RFC 8187). */
function attachmentOf(fileName: string): string {
  const plain = fileName.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const exact = encodeURIComponent(fileName.replace(/\p{Surrogate}/gu, "\ufffd")).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${exact}`;
}
