import type { Page } from "@playwright/test";
import { apiCallsUrl } from "@/lib/routes";
import { callTrail } from "@/lib/wire/upstream-calls";
import { untilAtRest } from "./at-rest";

/** What a page costs. Bytes are those of the document before compression. */
export interface PageCost {
  /** The whole document. */
  htmlBytes: number;
  /** Of it, what React sends beside the elements. */
  flightBytes: number;
  /** In the document as the server sends it. */
  elements: number;
  /** Script elements of the document. */
  scripts: number;
  /** Components that React makes alive, Next's own among them. */
  components: number;
  /** Calls to Artifacts when the page is asked for a second time. */
  calls: number;
}

/** So often in a row it was the same. */
const stillTimes = 4;

const flight = /<script\b[^>]*>self\.__next_f\.push\(.*?<\/script>/gs;
const tag = /<[a-z][\w-]*/g;

/** The document as a client without scripts gets it, once it no longer changes: colours and commits may come late at first. */
async function settledDocument(url: string): Promise<{ html: string; calls: number }> {
  const seen: string[] = [];
  for (;;) {
    const answer = await fetch(url, { headers: { "accept-encoding": "identity" } });
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
    const html = await answer.text();
    const calls = await callsBehind(html, url);
    seen.push(`${html.length} ${calls}`);
    if (seen.length >= stillTimes && new Set(seen.slice(-stillTimes)).size === 1) return { html, calls };
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function callsBehind(html: string, url: string): Promise<number> {
  const request = /calls-[0-9a-f]{32}\.([\w-]+)/.exec(html)?.[1] ?? "";
  const answer = await fetch(new URL(apiCallsUrl(request), url));
  const { calls } = callTrail.parse(await answer.json());
  return calls.filter(({ via }) => via !== "memory").length;
}

export async function costOf(page: Page, url: string): Promise<PageCost> {
  const { html, calls } = await settledDocument(url);
  const flightBytes = [...html.matchAll(flight)].reduce(
    (sum, [script]) => sum + Buffer.byteLength(script),
    0,
  );
  const drawn = html.replaceAll(flight, "");
  await page.goto(url);
  await untilAtRest(page);
  return {
    htmlBytes: Buffer.byteLength(html),
    flightBytes,
    elements: drawn.match(tag)?.length ?? 0,
    scripts: html.match(/<script\b/g)?.length ?? 0,
    components: await page.evaluate(countComponents),
    calls,
  };
}

/** Runs in the page: React's own tree hangs on the element that it was given. Functions and classes, forwarded and kept ones too. */
function countComponents(): number {
  interface Fiber {
    tag: number;
    child: Fiber | null;
    sibling: Fiber | null;
  }
  const kinds = new Set([0, 1, 11, 14, 15]);
  const key = Object.keys(window.document).find((name) => name.startsWith("__reactContainer$"));
  const root: Fiber | undefined = Reflect.get(window.document, key ?? "");
  let count = 0;
  const open: (Fiber | null | undefined)[] = [root];
  while (open.length > 0) {
    const fiber = open.pop();
    if (!fiber) continue;
    if (kinds.has(fiber.tag)) count += 1;
    open.push(fiber.child, fiber.sibling);
  }
  return count;
}
