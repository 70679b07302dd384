import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { randomBytes } from "node:crypto";
import { perProcess } from "./per-process";

/** One request as the door takes it to Next and back: what its render leaves for those around it. */
export interface PageRequest {
  /** Names it in logs, and to those who ask for its calls. */
  id: string;
  /** A whole document is asked for, and not a part of one for a page that is open. */
  isDocument: boolean;
  /** HTML by name that the document holds, and what React sends beside it does not: see `components/static/static.tsx`. */
  html: Map<string, string>;
  /** A random word: stands before what each answer says of itself (its calls to Artifacts). */
  mark: string;
  /**
   * Asks whether the answer would be made of the same things now: gives the calls that this took, as the answer tells them after its
   * mark, or null. Null itself while nobody can say.
   */
  holds: (() => Promise<string | null>) | null;
  /** Whether something in the answer is left out, failed or not known yet, so that the next one may be better. */
  isProvisional(): boolean;
  setProvisional(): void;
  /** What it has asked for, by name, so that its page need not ask again; null where an answer may change what it has read. */
  asked: Map<string, unknown> | null;
  /** A call to Artifacts has begun; gives what says that it ended well. */
  beginCall(): () => void;
}

/** The door, server components and what draws a document are programs of their own in one process. */
const requests = perProcess("page-requests", () => new AsyncLocalStorage<PageRequest>());

export function createPageRequest({
  isDocument,
  isReading,
}: {
  isDocument: boolean;
  /** Nothing is changed by it: what it has asked for once is true until it ends. */
  isReading: boolean;
}): PageRequest {
  let isMarked = false;
  let openCalls = 0;
  return {
    id: crypto.randomUUID(),
    isDocument,
    asked: isReading ? new Map() : null,
    html: new Map(),
    mark: `calls-${randomBytes(16).toString("hex")}.`,
    holds: null,
    isProvisional: () => isMarked || openCalls > 0,
    setProvisional: () => {
      isMarked = true;
    },
    beginCall: () => {
      openCalls += 1;
      let isOpen = true;
      return () => {
        if (isOpen) openCalls -= 1;
        isOpen = false;
      };
    },
  };
}

export function withPageRequest<T>(request: PageRequest, work: () => T): T {
  return requests().run(request, work);
}

/** The request that is being answered; undefined where Next runs without the door. */
export function pageRequest(): PageRequest | undefined {
  return requests().getStore();
}

/** Says that something in the answer is left out, failed or not known yet. */
export function setProvisional(): void {
  pageRequest()?.setProvisional();
}

/** Asks once in a request that only reads: also for the answer that was kept, and for the page that is made when it no longer holds. */
export function oncePerRequest<T>(name: string, ask: () => Promise<T>): Promise<T> {
  const asked = pageRequest()?.asked;
  if (!asked) return ask();
  const before = asked.get(name);
  // Sound because a name stands for one question.
  if (before !== undefined) return before as Promise<T>;
  const now = ask();
  asked.set(name, now);
  return now;
}
