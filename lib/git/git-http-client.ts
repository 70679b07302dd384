import "server-only";
import type { GitHttpRequest, GitHttpResponse, HttpClient } from "isomorphic-git";
import { flushText, pktText } from "@/gitformat/pkt-line";
import { ArtifactsError } from "@/lib/artifacts/artifacts-error";
import { type NoteEnd, noteCall } from "@/lib/artifacts/call-trail";
import { explainFailure } from "@/lib/artifacts/client";
import { errorOfAnswer } from "@/lib/artifacts/failed-answer";
import { readAtMost } from "@/lib/bytes/bounded-body";
import { collect, once } from "./git-http-body";

const timeoutMs = 30_000;
/** 100,000 refs are some 8 MB. */
const answerMaxBytes = 64 * 1024 * 1024;
const errorMaxBytes = 4096;

/**
 * How isomorphic-git speaks HTTP here. It gets only whole answers: its own reader takes a stream that breaks off for
 * one that has ended, which would show as refs that are missing. Throws `ArtifactsError`.
 */
export const gitHttpClient: HttpClient = {
  async request({ url, method = "GET", headers = {}, body }: GitHttpRequest): Promise<GitHttpResponse> {
    const timeout = AbortSignal.timeout(timeoutMs);
    return explainFailure({}, timeoutMs, timeout, async () => {
      const sent = body === undefined ? undefined : await collect(body);
      const { response, noteEnd } = await send({ url, method, headers, body: sent }, timeout);
      const { bytes, truncated } = await readAtMost(response.body, answerMaxBytes);
      noteEnd({ sizeBytes: bytes.byteLength });
      if (truncated) throw new ArtifactsError("upstream", "The Git remote has too many refs to list.");
      // Every answer to ls-refs and every advertisement ends with a flush packet.
      if (new TextDecoder().decode(bytes.subarray(-4)) !== flushText) {
        throw new ArtifactsError("upstream", "The answer of the Git remote breaks off.");
      }
      return {
        url,
        method,
        statusCode: response.status,
        statusMessage: response.statusText,
        headers: Object.fromEntries(response.headers),
        body: once(bytes),
      };
    });
  },
};

interface Sent {
  url: string;
  method: string;
  headers: Record<string, string>;
  body: Buffer<ArrayBuffer> | undefined;
}

async function send(
  { url, method, headers, body }: Sent,
  signal: AbortSignal,
): Promise<{ response: Response; noteEnd: NoteEnd }> {
  const noteEnd = noteCall({
    via: "git",
    method: method === "POST" ? "POST" : "GET",
    url,
    // The credential is in the headers: what Git asks holds none.
    body: body?.toString("latin1") ?? null,
  });
  const response = await fetch(url, {
    method,
    headers,
    body,
    signal,
    cache: "no-store",
    // Followed, it could take the credential elsewhere.
    redirect: "manual",
  });
  noteEnd({ status: response.status });
  if (response.status === 200) return { response, noteEnd };
  const { bytes } = await readAtMost(response.body, errorMaxBytes);
  throw errorOfAnswer(response.status, response.headers, new TextDecoder().decode(bytes));
}

interface GitCommand {
  remote: string;
  headers: Record<string, string>;
  command: string;
  /** How long the whole answer may take. */
  wholeMs?: number;
}

/**
 * The answer to a command of Git's second protocol as it comes. Who stops reading ends the connection, and so what the remote does
 * for it; so does the signal. Throws `ArtifactsError`, or the signal's own reason.
 */
export async function* streamFromGit(
  { remote, headers, command, wholeMs = timeoutMs }: GitCommand,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const timeout = AbortSignal.timeout(wholeMs);
  const explain = <T>(work: () => Promise<T>) => explainFailure({ signal }, wholeMs, timeout, work);
  const sent = {
    url: `${remote}/git-upload-pack`,
    method: "POST",
    headers: {
      ...headers,
      "git-protocol": "version=2",
      "content-type": "application/x-git-upload-pack-request",
      accept: "application/x-git-upload-pack-result",
    },
    body: Buffer.from(command),
  };
  const { response, noteEnd } = await explain(() =>
    send(sent, signal === undefined ? timeout : AbortSignal.any([signal, timeout])),
  );
  const reader = response.body?.getReader();
  let sizeBytes = 0;
  try {
    for (;;) {
      const read = await explain(async () => reader?.read());
      if (read?.value === undefined) return;
      sizeBytes += read.value.byteLength;
      yield read.value;
    }
  } finally {
    noteEnd({ sizeBytes });
    // One that has failed or ended refuses.
    await reader?.cancel().catch(() => undefined);
  }
}

/** What a server of Git's second protocol says first, cut down to what is asked of it here. */
const lsRefsAdvertisement = Buffer.from(
  [
    pktText("# service=git-upload-pack\n"),
    flushText,
    pktText("version 2\n"),
    pktText("ls-refs\n"),
    flushText,
  ].join(""),
);

/**
 * As `gitHttpClient`, less a round trip: the question what the remote can do is answered here, with "ls-refs". Every remote
 * that speaks the second protocol takes a command without having been asked before; another one refuses it.
 */
export const directGitHttpClient: HttpClient = {
  async request(asked: GitHttpRequest): Promise<GitHttpResponse> {
    if (asked.method !== "GET") return gitHttpClient.request(asked);
    return {
      url: asked.url,
      method: "GET",
      statusCode: 200,
      statusMessage: "OK",
      headers: { "content-type": "application/x-git-upload-pack-advertisement" },
      body: once(lsRefsAdvertisement),
    };
  },
};
