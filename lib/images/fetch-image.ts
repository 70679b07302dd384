import "server-only";
import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { AllowedHosts } from "@/egress/allowed-hosts";
import { checkedLookup, type Resolve } from "@/egress/checked-lookup";
import { EgressError } from "@/egress/egress-error";
import { portOf } from "@/egress/remote-url";
import { readAtMost } from "@/lib/bytes/bounded-body";
import { imageTypeOf } from "@/lib/bytes/image-type";
import { svgDrawnChars, svgDrawnWeight, weighSvg } from "@/lib/text/weigh-svg";
import { readImageAddress } from "./image-address";
import { ImageError } from "./image-error";

export interface FetchImageOptions {
  allowed: AllowedHosts;
  ca: string | null;
  resolve: Resolve;
  maxBytes: number;
  /** Until names are resolved and the connection stands, TLS included. */
  connectTimeoutMs: number;
  /** Ends whatever is under way. */
  signal: AbortSignal;
}

export interface FetchedImage {
  bytes: Uint8Array<ArrayBuffer>;
  type: string;
  /** How long the site lets it be shown without being asked again. */
  freshSeconds: number;
}

const redirectsMax = 3;
const headersMaxBytes = 16 * 1024;
const redirects = new Set([301, 302, 303, 307, 308]);
/** Some sites give images no better type; the bytes decide in any case. */
const declaredTypes = /^(image\/|(application|binary)\/octet-stream\b|$)/i;

/**
 * Another site's image. The site learns this server's address and which image: no cookie, referrer or credential goes along.
 * Each redirect passes the checks that the first address did. Throws `ImageError`, or the reason of `signal`.
 */
export async function fetchImage(address: URL, options: FetchImageOptions): Promise<FetchedImage> {
  try {
    let at = readImageAddress(address.href, options.allowed);
    for (let hops = 0; hops <= redirectsMax; hops += 1) {
      const response = await send(at, options);
      const { location } = response.headers;
      if (location === undefined || !redirects.has(response.statusCode ?? 0)) {
        return await readImage(response, options.maxBytes);
      }
      response.destroy();
      if (!URL.canParse(location, at)) throw new ImageError("refused", "The site redirects to no URL");
      at = readImageAddress(new URL(location, at).href, options.allowed);
    }
    throw new ImageError("refused", "The site redirects too often");
  } catch (error) {
    options.signal.throwIfAborted();
    throw asImageError(error);
  }
}

function send(at: URL, options: FetchImageOptions): Promise<IncomingMessage> {
  const { allowed, ca, resolve, connectTimeoutMs, signal } = options;
  const isTls = at.protocol === "https:";
  return new Promise((done, fail) => {
    const sending = (isTls ? requestHttps : requestHttp)(
      at,
      {
        // No connection outlives its answer.
        agent: false,
        lookup: checkedLookup(resolve, allowed, portOf(at)),
        headers: {
          "user-agent": "vitrine-images",
          accept: "image/avif,image/webp,image/png,image/svg+xml,image/*;q=0.8",
          // A few bytes that unpack to gigabytes never do.
          "accept-encoding": "identity",
        },
        maxHeaderSize: headersMaxBytes,
        signal,
        ...(ca === null ? {} : { ca }),
      },
      done,
    );
    const timer = setTimeout(
      () => sending.destroy(new ImageError("unreachable", "The site does not take a connection")),
      connectTimeoutMs,
    );
    let isConnected = false;
    sending.on("socket", (socket) => {
      socket.once(isTls ? "secureConnect" : "connect", () => {
        isConnected = true;
        clearTimeout(timer);
      });
    });
    sending.on("close", () => clearTimeout(timer));
    sending.on("error", (error) => fail(isConnected ? brokenOff(error) : error));
    sending.end();
  });
}

async function readImage(response: IncomingMessage, maxBytes: number): Promise<FetchedImage> {
  try {
    const { headers, statusCode } = response;
    if (statusCode !== 200) throw new ImageError("refused", `The site answered ${statusCode}`);
    if ((headers["content-encoding"] ?? "identity").trim().toLowerCase() !== "identity") {
      throw new ImageError("not-an-image", "The site answers in an encoding that was not asked for");
    }
    if (!declaredTypes.test(headers["content-type"] ?? "")) {
      throw new ImageError("not-an-image", "The site says that it is no image");
    }
    if (Number(headers["content-length"] ?? 0) > maxBytes) throw tooLarge();
    const { bytes, truncated } = await readAtMost(response, maxBytes);
    if (truncated) throw tooLarge();
    return { bytes, type: typeOf(bytes), freshSeconds: freshSecondsOf(headers["cache-control"] ?? "") };
  } catch (error) {
    throw error instanceof ImageError ? error : brokenOff(error);
  } finally {
    response.destroy();
  }
}

function typeOf(bytes: Uint8Array): string {
  const type = imageTypeOf(bytes);
  if (type === null) throw new ImageError("not-an-image", "The bytes are no image");
  const isHeavy = () =>
    bytes.byteLength > svgDrawnChars || weighSvg(new TextDecoder().decode(bytes)) > svgDrawnWeight;
  if (type === "image/svg+xml" && isHeavy()) {
    throw new ImageError("too-heavy", "The image would keep the browser busy");
  }
  return type;
}

const brokenOff = (cause: unknown) => new ImageError("refused", "The site breaks off", { cause });

const tooLarge = () => new ImageError("too-large", "The image is too large");

/** Badges change: a site that wants to be asked each time is asked once a minute. */
export function freshSecondsOf(cacheControl: string): number {
  if (/(^|[\s,])no-(cache|store)\b/i.test(cacheControl)) return 60;
  const [, seconds] = /(?:^|[\s,])max-age="?(\d{1,10})/i.exec(cacheControl) ?? [];
  return seconds === undefined ? 3_600 : Math.min(Math.max(Number(seconds), 60), 86_400);
}

/** What Node says of names, connections and certificates is a site that cannot be reached. */
function asImageError(error: unknown): ImageError {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if (at instanceof ImageError) return at;
    if (at instanceof EgressError && at.kind !== "unknown-host") {
      return new ImageError("forbidden-address", at.message, { cause: error });
    }
  }
  return new ImageError("unreachable", "The site cannot be reached", { cause: error });
}
