import type { Browser, Page } from "@playwright/test";
import { z } from "zod";

/** One task of a page's main thread: nothing else happens in the page until it ends. */
export interface Task {
  /** What the thread worked on it. */
  cpuMs: number;
  /** From its begin to its end: with the time in which other programs had the core. */
  wallMs: number;
  /** Of the time on the clock, what went into styles and layout. */
  layoutMs: number;
  /** Whether it began after the `load` event of the document that the act opened; true where it opened none. */
  isAfterLoad: boolean;
  /** What took the most of it, in Chromium's words. */
  parts: string;
}

const traceEvent = z.object({
  ph: z.string(),
  name: z.string(),
  pid: z.number(),
  tid: z.number(),
  ts: z.number(),
  dur: z.number().optional(),
  tdur: z.number().optional(),
  args: z.looseObject({ name: z.unknown() }).partial().optional(),
});
type TraceEvent = z.output<typeof traceEvent>;

const endOf = ({ ts, dur = 0 }: TraceEvent) => ts + dur;

/** The tasks that a page's main thread ran during `act`, from Chromium's own trace, the longest first. */
export async function tasksDuring(
  browser: Browser,
  page: Page,
  act: () => Promise<unknown>,
): Promise<Task[]> {
  await browser.startTracing(page, { categories: ["toplevel", "devtools.timeline"] });
  await act();
  const trace = z
    .object({ traceEvents: z.array(z.unknown()) })
    .parse(JSON.parse((await browser.stopTracing()).toString()));
  const events = trace.traceEvents.flatMap((event) => traceEvent.safeParse(event).data ?? []);
  const threads = new Set(
    events.flatMap(({ name, args, pid, tid }) =>
      name === "thread_name" && args?.name === "CrRendererMain" ? [`${pid} ${tid}`] : [],
    ),
  );
  const tasks = [...threads].flatMap((thread) =>
    tasksOf(events.filter(({ pid, tid }) => `${pid} ${tid}` === thread)),
  );
  return tasks.toSorted((a, b) => b.cpuMs - a.cpuMs);
}

/** The longest of them. */
export async function longestTaskDuring(
  browser: Browser,
  page: Page,
  act: () => Promise<unknown>,
): Promise<Task> {
  const [longest] = await tasksDuring(browser, page, act);
  if (longest === undefined) throw new Error("the trace holds no task of the page");
  return longest;
}

function tasksOf(events: readonly TraceEvent[]): Task[] {
  const loadedAt = events.findLast(({ name }) => name === "MarkLoad")?.ts ?? Number.NEGATIVE_INFINITY;
  const spans = events
    .filter(({ ph, dur }) => ph === "X" && dur !== undefined)
    .toSorted((a, b) => a.ts - b.ts || endOf(b) - endOf(a));
  const tasks: Task[] = [];
  for (let at = 0; at < spans.length; at += 1) {
    const task = spans[at];
    if (task === undefined || !task.name.endsWith("RunTask")) continue;
    const inside: TraceEvent[] = [];
    for (let next = spans[at + 1]; next && endOf(next) <= endOf(task); next = spans[at + 1]) {
      inside.push(next);
      at += 1;
    }
    tasks.push({
      cpuMs: (task.tdur ?? 0) / 1_000,
      wallMs: (task.dur ?? 0) / 1_000,
      layoutMs: layoutOf(inside),
      isAfterLoad: task.ts > loadedAt,
      parts: describeParts(inside),
    });
  }
  return tasks;
}

const layoutNames = new Set(["UpdateLayoutTree", "Layout", "PrePaint"]);

function layoutOf(spans: readonly TraceEvent[]): number {
  let until = Number.NEGATIVE_INFINITY;
  let sumUs = 0;
  for (const span of spans) {
    // What lies in one that was counted is counted.
    if (!layoutNames.has(span.name) || span.ts < until) continue;
    sumUs += span.dur ?? 0;
    until = endOf(span);
  }
  return sumUs / 1_000;
}

/** Each part without the parts inside it, so that they add up to the task. */
function describeParts(spans: readonly TraceEvent[]): string {
  const ownUs = new Map<string, number>();
  const open: TraceEvent[] = [];
  const add = (name: string, us: number) => ownUs.set(name, (ownUs.get(name) ?? 0) + us);
  for (const span of spans) {
    while (open.length > 0 && endOf(open.at(-1) ?? span) <= span.ts) open.pop();
    const outer = open.at(-1);
    if (outer) add(outer.name, -(span.tdur ?? 0));
    add(span.name, span.tdur ?? 0);
    open.push(span);
  }
  return [...ownUs]
    .filter(([, us]) => us >= 1_000)
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, 4)
    .map(([name, us]) => `${name} ${(us / 1_000).toFixed(0)}`)
    .join(", ");
}
