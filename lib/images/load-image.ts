import "server-only";
import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import pLimit, { type LimitFunction } from "p-limit";
import { type Resolve, resolveAll } from "@/egress/checked-lookup";
import { perProcess } from "@/lib/process/per-process";
import { type FetchImageOptions, fetchImage } from "./fetch-image";
import { ImageError, type ImageProblem } from "./image-error";
import { imageSettings } from "./image-settings";

export type LoadedImage =
  | { outcome: "image"; bytes: Uint8Array<ArrayBuffer>; type: string; hash: string; freshUntil: number }
  | { outcome: "problem"; problem: ImageProblem };

interface LoaderOptions extends Pick<FetchImageOptions, "allowed" | "ca"> {
  resolve?: Resolve;
  maxBytes?: number;
  connectTimeoutMs?: number;
  /** Of one image in all, with its wait for a turn. */
  timeoutMs?: number;
}

const cacheMaxBytes = 64 * 1_048_576;
/** Five megabytes each, while they arrive. */
const atOnceMax = 8;
const atOnceMaxPerHost = 4;
/** Beyond these the answer is `busy`. */
const openMax = 300;
/** Node has four threads for names, and for files and compression too: a name server that hangs must not take them all. */
const lookupsMax = 2;
const problemSeconds = 60;
const lostHostSeconds = 30;

/**
 * Loads images, each once: requests during a load wait for the same answer, and later ones get it from the cache. A host
 * that takes no connection is left alone for a while, so that a page offline does not wait for each image.
 */
export function createImageLoader(options: LoaderOptions): (address: URL) => Promise<LoadedImage> {
  const { resolve = resolveAll, timeoutMs = 8_000 } = options;
  const atOnce = pLimit(atOnceMax);
  const lookups = pLimit(lookupsMax);
  const hosts = new LRUCache<string, LimitFunction>({ max: 1_000 });
  const lostHosts = new LRUCache<string, true>({ max: 1_000, ttl: lostHostSeconds * 1_000 });
  let open = 0;

  const kept = new LRUCache<string, LoadedImage, URL>({
    maxSize: cacheMaxBytes,
    sizeCalculation: (image) => 2_048 + (image.outcome === "image" ? image.bytes.byteLength : 0),
    // Callers still wait for a load that is evicted before its end.
    ignoreFetchAbort: true,
    fetchMethod: async (_key, _stale, { context: address, options: keeping }) => {
      const image = await load(address);
      keeping.ttl =
        image.outcome === "image"
          ? Math.max(image.freshUntil - Date.now(), 1)
          : image.problem === "busy"
            ? 1
            : problemSeconds * 1_000;
      return image;
    },
  });

  async function load(address: URL): Promise<LoadedImage> {
    if (open >= openMax) return { outcome: "problem", problem: "busy" };
    if (lostHosts.has(address.host)) return { outcome: "problem", problem: "unreachable" };
    open += 1;
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const { bytes, type, freshSeconds } = await Promise.race([inTurn(address, signal), ended(signal)]);
      const hash = createHash("sha256").update(bytes).digest("base64url");
      return { outcome: "image", bytes, type, hash, freshUntil: Date.now() + freshSeconds * 1_000 };
    } catch (error) {
      const problem = error instanceof ImageError ? error.problem : "timed-out";
      if (problem === "unreachable") lostHosts.set(address.host, true);
      return { outcome: "problem", problem };
    } finally {
      open -= 1;
    }
  }

  function inTurn(address: URL, signal: AbortSignal) {
    const atHost = hosts.get(address.host) ?? pLimit(atOnceMaxPerHost);
    hosts.set(address.host, atHost);
    const resolveInTurn: Resolve = (host) =>
      lookups(() => {
        signal.throwIfAborted();
        return resolve(host);
      });
    return atHost(() =>
      atOnce(() => {
        signal.throwIfAborted();
        const { allowed, ca, maxBytes = 5 * 1_048_576, connectTimeoutMs = 3_000 } = options;
        return fetchImage(address, {
          allowed,
          ca,
          resolve: resolveInTurn,
          maxBytes,
          connectTimeoutMs,
          signal,
        });
      }),
    );
  }

  return async (address) => {
    const image = await kept.fetch(address.href, { context: address });
    return image ?? { outcome: "problem", problem: "busy" };
  };
}

function ended(signal: AbortSignal): Promise<never> {
  return new Promise((_, fail) => {
    signal.addEventListener("abort", () => fail(signal.reason), { once: true });
  });
}

const imageLoader = perProcess("image-loader", () => createImageLoader(imageSettings()));

export function loadImage(address: URL): Promise<LoadedImage> {
  return imageLoader()(address);
}
