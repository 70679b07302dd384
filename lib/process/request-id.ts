import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { cache } from "react";
import { pageRequest } from "./page-request";
import { perProcess } from "./per-process";

/** Null: expressly for no request. */
const ids = perProcess("request-ids", () => new AsyncLocalStorage<string | null>());
/** React keeps one for the render of a page and its layouts; outside of a render each call makes a new one. */
const ofPage = cache(() => crypto.randomUUID());

/** Runs the work of a route handler under an id of its own. */
export function withRequestId<T>(work: () => T): T {
  return ids().run(crypto.randomUUID(), work);
}

/** Runs what outlives the request that happens to start it, such as a timer. */
export function outsideRequest<T>(work: () => T): T {
  return ids().run(null, work);
}

/** The id of the request that is being answered; null outside of one. */
export function requestId(): string | null {
  const ofRoute = ids().getStore();
  if (ofRoute !== undefined) return ofRoute;
  const request = pageRequest();
  if (request !== undefined) return request.id;
  const id = ofPage();
  return id === ofPage() ? id : null;
}
