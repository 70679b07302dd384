import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { LRUCache } from "lru-cache";
import type { PageRequest } from "@/lib/process/page-request";

/**
 * Pages of a repo are made of what hashes name, which never changes, and of the repo's record and refs, which are asked for each time. As
 * long as those are what they were, the page is too: it is answered as it was made the first time, without making it again.
 */
export interface KeptAnswers {
  /** Answers with what is kept, if it still holds; false when the request is to be answered by Next. */
  answer(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  /** Listens to what Next answers, and keeps it where its render has said how long it holds. */
  listen(request: IncomingMessage, response: ServerResponse, made: PageRequest): void;
}

interface KeptAnswer {
  headers: OutgoingHttpHeaders;
  /** Of the first answer; null where no script may run. */
  nonce: string | null;
  /** The body around the places of which each answer has its own, and what stands there: the nonce, or the calls behind the page. */
  parts: { before: Buffer; place: "nonce" | "calls" | null }[];
  sizeBytes: number;
  holds: NonNullable<PageRequest["holds"]>;
}

/** Times are written as words on a page: so long they may age. */
const ageMaxMs = 60_000;
const answerMaxBytes = 4 * 1_048_576;
const keyMaxChars = 4_096;
/** Smaller ones are not worth the time. */
const gzipMinBytes = 1_024;
/** The first levels take a third of the time of zlib's usual one, for a tenth more bytes. */
const gzipLevel = 3;

/** Of one connection, or of the body as it was sent. */
const ownHeaders = [
  "connection",
  "keep-alive",
  "transfer-encoding",
  "date",
  "content-length",
  "content-encoding",
];

const unzip = promisify(gunzip);
const zip = promisify(gzip);

export function createKeptAnswers({ maxBytes }: { maxBytes: number }): KeptAnswers {
  const answers = new LRUCache<string, KeptAnswer>({
    maxSize: maxBytes,
    sizeCalculation: ({ sizeBytes }, key) => sizeBytes + 2 * key.length + 1_024,
    ttl: ageMaxMs,
  });

  return {
    async answer(request, response) {
      const key = keyOf(request);
      const kept = key === null ? undefined : answers.get(key);
      if (key === null || kept === undefined) return false;
      const calls = await kept.holds();
      if (calls === null) {
        // Another request may have kept a newer one meanwhile.
        if (answers.peek(key) === kept) answers.delete(key);
        return false;
      }
      await send(request, response, kept, calls);
      return true;
    },

    listen(request, response, made) {
      const key = keyOf(request);
      if (key === null) return;
      const body = bodyOf(response);
      response.once("finish", () => {
        const chunks = body();
        const { holds, isProvisional, mark } = made;
        const headers = response.getHeaders();
        if (chunks === null || holds === null || isProvisional() || response.statusCode !== 200) return;
        if (headers["set-cookie"] !== undefined) return;
        plainBody(Buffer.concat(chunks), headers)
          .then((plain) => {
            const nonce = nonceOf(headers);
            const parts = partsOf(plain, nonce, mark);
            const lasting = Object.entries(headers).filter(([name]) => !ownHeaders.includes(name));
            answers.set(key, {
              headers: Object.fromEntries(lasting),
              nonce,
              parts,
              sizeBytes: plain.length,
              holds,
            });
          })
          // Not kept then: it is made again.
          .catch(() => {});
      });
    },
  };
}

/** What an answer depends on beside what it asks Artifacts; null for a request whose answer is its own. */
function keyOf({ method, url = "", headers }: IncomingMessage): string | null {
  if (method !== "GET" || url.startsWith("/_next/") || url.startsWith("/-/")) return null;
  // A part of a page, or of a body; a question whether a body has changed.
  for (const name of ["rsc", "range", "if-none-match", "if-modified-since"]) {
    if (headers[name] !== undefined) return null;
  }
  // Whoever looks whether bytes are right wants them read anew.
  if (/\bno-(cache|store)\b/.test(headers["cache-control"] ?? "")) return null;
  // Ours alone: how a person wants pages to look.
  const cookies = (headers.cookie ?? "").split(/; */).filter((cookie) => cookie.startsWith("vitrine-"));
  const key = [headers.host, url, ...cookies.toSorted()].join("\n");
  return key.length > keyMaxChars ? null : key;
}

/** Gives the chunks that were written, as they were; null when they are too many to be kept. */
function bodyOf(response: ServerResponse): () => Buffer[] | null {
  const chunks: Buffer[] = [];
  let size = 0;
  const note = (chunk: unknown, encoding: unknown) => {
    if (typeof chunk !== "string" && !(chunk instanceof Uint8Array)) return;
    size += chunk.length;
    if (size > answerMaxBytes) chunks.length = 0;
    else if (typeof chunk === "string") chunks.push(Buffer.from(chunk, encodingOf(encoding)));
    // A copy: who wrote it may use it again.
    else chunks.push(Buffer.from(chunk));
  };
  const { write, end } = response;
  response.write = function (this: ServerResponse, ...args: Parameters<typeof write>) {
    note(args[0], args[1]);
    return Reflect.apply(write, this, args);
  } as typeof write;
  response.end = function (this: ServerResponse, ...args: Parameters<typeof end>) {
    note(args[0], args[1]);
    return Reflect.apply(end, this, args);
  } as typeof end;
  return () => (size > answerMaxBytes ? null : chunks);
}

const encodingOf = (encoding: unknown): BufferEncoding =>
  typeof encoding === "string" && Buffer.isEncoding(encoding) ? encoding : "utf8";

async function plainBody(body: Buffer, headers: OutgoingHttpHeaders): Promise<Buffer> {
  const encoding = headers["content-encoding"];
  if (encoding === undefined || encoding === "identity") return body;
  if (encoding === "gzip") return unzip(body, { maxOutputLength: answerMaxBytes });
  throw new Error(`the answer is encoded as ${String(encoding)}`);
}

const noncePattern = /'nonce-([^']+)'/;
const policyHeader = "content-security-policy";

const nonceOf = (headers: OutgoingHttpHeaders) =>
  noncePattern.exec(String(headers[policyHeader] ?? ""))?.[1] ?? null;

/** Nonce and mark are random words of one answer: no author can have written them into a repo. */
function partsOf(body: Buffer, nonce: string | null, mark: string): KeptAnswer["parts"] {
  const parts: KeptAnswer["parts"] = [];
  let from = 0;
  for (;;) {
    const nonceAt = nonce === null ? -1 : body.indexOf(nonce, from, "latin1");
    const markAt = body.indexOf(mark, from, "latin1");
    if (nonceAt < 0 && markAt < 0) break;
    const isNonce = markAt < 0 || (nonceAt >= 0 && nonceAt < markAt);
    const at = isNonce ? nonceAt : markAt + mark.length;
    parts.push({ before: body.subarray(from, at), place: isNonce ? "nonce" : "calls" });
    from = isNonce ? at + (nonce ?? "").length : endOfCalls(body, at);
  }
  parts.push({ before: body.subarray(from), place: null });
  return parts;
}

/** Behind the mark the calls stand in the letters of base64url. */
function endOfCalls(body: Buffer, from: number): number {
  let at = from;
  while (at < body.length && /[\w-]/.test(String.fromCharCode(body[at] ?? 0))) at += 1;
  return at;
}

async function send(
  request: IncomingMessage,
  response: ServerResponse,
  { headers, nonce: first, parts }: KeptAnswer,
  calls: string,
): Promise<void> {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const words = { nonce: Buffer.from(nonce), calls: Buffer.from(calls) };
  let body: Buffer = Buffer.concat(
    parts.flatMap(({ before, place }) => (place === null ? [before] : [before, words[place]])),
  );
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) continue;
    const isOfScripts = first !== null && typeof value === "string";
    response.setHeader(name, isOfScripts ? value.replaceAll(first, nonce) : value);
  }
  const isText = /^text\/|json|xml/.test(String(headers["content-type"] ?? ""));
  if (
    isText &&
    body.length >= gzipMinBytes &&
    /\bgzip\b/.test(String(request.headers["accept-encoding"] ?? ""))
  ) {
    body = await zip(body, { level: gzipLevel });
    response.setHeader("content-encoding", "gzip");
  }
  response.setHeader("content-length", body.length);
  response.end(body);
}
