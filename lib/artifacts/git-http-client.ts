import "server-only";
import type { GitHttpRequest, GitHttpResponse, HttpClient } from "isomorphic-git";
import { readAtMost } from "@/lib/http/bounded-body";
import { ArtifactsError } from "./artifacts-error";
import { explainFailure } from "./client";
import { errorOfAnswer } from "./failed-answer";

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
      const response = await fetch(url, {
        method,
        headers,
        body: body === undefined ? undefined : await collect(body),
        signal: timeout,
        cache: "no-store",
        // Followed, it could take the credential elsewhere.
        redirect: "manual",
      });
      if (response.status !== 200) {
        const { bytes } = await readAtMost(response.body, errorMaxBytes);
        throw errorOfAnswer(response.status, response.headers, new TextDecoder().decode(bytes));
      }
      const { bytes, truncated } = await readAtMost(response.body, answerMaxBytes);
      if (truncated) throw new ArtifactsError("upstream", "The Git remote has too many refs to list.");
      // Every answer to ls-refs and every advertisement ends with a flush packet.
      if (new TextDecoder().decode(bytes.subarray(-4)) !== "0000") {
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

async function collect(body: NonNullable<GitHttpRequest["body"]>): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function* once(bytes: Uint8Array): AsyncIterableIterator<Uint8Array> {
  yield bytes;
}
