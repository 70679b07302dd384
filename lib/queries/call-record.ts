/** The calls behind what is on the screen: those of the page, and of what it asked the dashboard since. */
export type RecordedRequest =
  /** Those of the page are the server's to tell, by the id of its request. */
  | { asked: null; request: string }
  /** What the browser asked, and its calls as the answer spells them; parsed when they are shown. */
  | { asked: { method: string; path: string }; told: string };

/** Older ones give way: a page that asks every few seconds must not grow. */
const requestsMax = 30;

let requests: readonly RecordedRequest[] = [];
const listeners = new Set<() => void>();

export function recordedRequests(): readonly RecordedRequest[] {
  return requests;
}

export function subscribeToRequests(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function change(next: readonly RecordedRequest[]): void {
  requests = next;
  for (const listener of listeners) listener();
}

/** A page replaces all that was recorded, unless it is the same request: the page and its layouts each say which it was. */
export function recordPage(request: string): void {
  const page = requests.find((one) => one.asked === null);
  if (page?.request !== request) change([{ asked: null, request }]);
}

/** Adds what an answer of `/-/api` took. Not read here: that would bring what checks it to every page. */
export function recordAnswer(method: string, url: string, told: string): void {
  const [path = url] = url.split("?");
  const [page, ...others] = requests;
  const kept = page === undefined ? [] : [page, ...others.slice(-(requestsMax - 2))];
  change([...kept, { asked: { method, path }, told }]);
}
