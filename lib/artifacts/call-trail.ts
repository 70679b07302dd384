import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { LRUCache } from "lru-cache";
import { cache } from "react";
import { withoutSecrets } from "@/contract/tokens";
import { type PageRequest, pageRequest } from "@/lib/process/page-request";
import { perProcess } from "@/lib/process/per-process";
import { requestId } from "@/lib/process/request-id";
import type { CallTrail, UpstreamCall } from "@/lib/wire/upstream-calls";

/** What is recorded of a call. Not its headers, which hold the secrets. */
interface CallStart {
  via: "rest" | "git";
  method: UpstreamCall["method"];
  url: string;
  body?: string | null;
}

/** Writes down how a call ended; the last one counts. */
export type NoteEnd = (end: { status?: number; sizeBytes?: number | null }) => void;

interface Trail {
  request: string;
  beganMs: number;
  calls: UpstreamCall[];
  urls: Set<string>;
  leftOut: number;
}

const callsMax = 60;
const urlMaxLength = 1000;
const bodyMaxLength = 500;
/** Node and proxies take some 16 KB of headers in all. */
const headerMaxLength = 6000;
/** Requests whose calls are remembered: at most some 20 KB each. */
const tellableMax = 1_000;

function createTrail(): Trail {
  return {
    request: requestId() ?? crypto.randomUUID(),
    beganMs: performance.now(),
    calls: [],
    urls: new Set(),
    leftOut: 0,
  };
}

const ofRoute = new AsyncLocalStorage<Trail>();
/** React keeps one for the render of a page and its layouts; outside of a render each call gets its own, and it is lost. */
const ofPage = cache(createTrail);

/** Of all that a request takes: a page that was kept is asked about before Next hears of it. */
const trails = new WeakMap<PageRequest, Trail>();

function trailOfRequest(): Trail | undefined {
  const request = pageRequest();
  if (request === undefined) return undefined;
  const trail = trails.get(request) ?? createTrail();
  trails.set(request, trail);
  return trail;
}

function current(): Trail {
  return ofRoute.getStore() ?? trailOfRequest() ?? ofPage();
}

function add(trail: Trail, call: UpstreamCall): boolean {
  trail.urls.add(call.url);
  if (trail.calls.length < callsMax) return trail.calls.push(call) > 0;
  trail.leftOut += 1;
  return false;
}

/** Writes a call into the trail of the request that is being answered. */
export function noteCall({ via, method, url, body = null }: CallStart): NoteEnd {
  const trail = current();
  const startedMs = performance.now();
  const call: UpstreamCall = {
    via,
    method,
    // A secret has no business in a URL or a body; should one stand there, it ends here.
    url: withoutSecrets(url).slice(0, urlMaxLength),
    body: body === null ? null : withoutSecrets(body).slice(0, bodyMaxLength),
    status: null,
    startMs: Math.round(startedMs - trail.beganMs),
    tookMs: null,
    sizeBytes: null,
  };
  add(trail, call);
  const endCall = pageRequest()?.beginCall();
  return ({ status, sizeBytes }) => {
    if (status === undefined || status < 400) endCall?.();
    call.tookMs = Math.round(performance.now() - startedMs);
    if (status !== undefined) call.status = status;
    if (sizeBytes !== undefined) call.sizeBytes = sizeBytes;
  };
}

/** Records that no call was needed. An object that this request has fetched or met before is not recorded again. */
export function noteFromMemory(url: string): void {
  const trail = current();
  const shown = withoutSecrets(url).slice(0, urlMaxLength);
  if (trail.urls.has(shown)) return;
  const startMs = Math.round(performance.now() - trail.beganMs);
  add(trail, {
    via: "memory",
    method: "GET",
    url: shown,
    body: null,
    status: null,
    startMs,
    tookMs: 0,
    sizeBytes: null,
  });
}

/** Gives a route of `/-/api` a trail of its own. */
export function withCallTrail<T>(work: () => Promise<T>): Promise<T> {
  return ofRoute.run(createTrail(), work);
}

/** The calls so far of the request that is being answered. */
export function readCallTrail(): CallTrail {
  return toldOf(current());
}

function toldOf({ request, calls, leftOut }: Trail): CallTrail {
  return { request, calls: calls.map((call) => ({ ...call })), leftOut };
}

const tellable = perProcess("call-trails", () => new LRUCache<string, Trail>({ max: tellableMax }));

/** Keeps the calls of this request, those that are still to come too, to be told later; gives the request's id, by which they are asked for. */
export function keepTrail(): string {
  const trail = current();
  tellable().set(trail.request, trail);
  return trail.request;
}

/** The calls of an earlier request; null when they are no longer known. */
export function keptTrail(request: string): CallTrail | null {
  const trail = tellable().get(request);
  return trail === undefined ? null : toldOf(trail);
}

/** For an answer that is given again: what its first making had asked for and this request has not was here already. */
export function noteAgain(request: string): void {
  for (const { url } of keptTrail(request)?.calls ?? []) noteFromMemory(url);
}

/** The trail as a header's value: ASCII, and short enough to be one. */
export function callTrailAsHeader(): string {
  const { request, calls, leftOut } = readCallTrail();
  for (let length = calls.length; ; length -= 1) {
    const text = JSON.stringify({
      request,
      calls: calls.slice(0, length),
      leftOut: leftOut + calls.length - length,
    } satisfies CallTrail).replace(
      /[^\x20-\x7e]/g,
      (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
    if (text.length <= headerMaxLength || length === 0) return text;
  }
}
