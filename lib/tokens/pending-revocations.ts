import "server-only";
import { z } from "zod";
import { dashboardFolder } from "@/lib/process/data-folder";
import { perProcess } from "@/lib/process/per-process";
import { openJournal } from "./journal";

const due = z.object({
  account: z.string(),
  namespace: z.string(),
  repo: z.string(),
  endsAt: z.number().nullable(),
});
const entry = due.extend({ isDue: z.boolean(), atMs: z.number() });
type Due = Omit<z.infer<typeof due>, "account">;

interface Waiting {
  initialToken: Due;
  sinceMs: number;
  tries: number;
  nextAtMs: number;
}

interface PendingRevocations {
  /** Has it tried again and again until it is dead, by this process or, after a restart, the next. */
  add(initialToken: Due): Promise<void>;
  settle(initialToken: Due): Promise<void>;
  /** Those whose turn it is. */
  next(): Promise<Due[]>;
  /** It did not work this time either. */
  postpone(initialToken: Due): void;
  /** Whether it has waited for so long that what is not there will not come. */
  isOld(initialToken: Due): boolean;
}

const firstDelayMs = 2_000;
const delayMaxMs = 60_000;
/** A repo that was just made, and its list, may not be found everywhere yet. */
const settlesWithinMs = 60_000;
/** What a token lives that does not say when it ends. */
const lifetimeMs = 24 * 3_600_000;
/** A turn takes no longer than some calls in a row. */
const atOnce = 20;

export function openPendingRevocations(
  folder: string,
  account: string,
  now: () => number = () => Date.now(),
): PendingRevocations {
  const waiting = new Map<string, Waiting>();
  const keyOf = ({ namespace, repo, endsAt }: Due) => `${namespace}/${repo.toLowerCase()} ${endsAt ?? ""}`;
  const isOver = (endsAt: number | null, atMs: number) =>
    now() > (endsAt === null ? atMs + lifetimeMs : endsAt * 1000);
  const journal = openJournal({
    folder,
    name: "birth-tokens",
    entry,
    onEntry: ({ isDue, atMs, account: of, ...initialToken }) => {
      if (of !== account) return;
      if (!isDue || isOver(initialToken.endsAt, atMs)) waiting.delete(keyOf(initialToken));
      else if (!waiting.has(keyOf(initialToken)))
        waiting.set(keyOf(initialToken), { initialToken, sinceMs: atMs, tries: 0, nextAtMs: 0 });
    },
  });
  // A failing disk leaves it to this process's memory.
  const write = (initialToken: Due, isDue: boolean) =>
    journal.append({ ...initialToken, account, isDue, atMs: now() }).catch(() => undefined);

  return {
    async add(initialToken) {
      const known = waiting.get(keyOf(initialToken));
      if (known !== undefined) return;
      waiting.set(keyOf(initialToken), {
        initialToken,
        sinceMs: now(),
        tries: 0,
        nextAtMs: now() + firstDelayMs,
      });
      await write(initialToken, true);
    },
    async settle(initialToken) {
      if (waiting.delete(keyOf(initialToken))) await write(initialToken, false);
    },
    async next() {
      await journal.catchUp().catch(() => undefined);
      for (const [key, { initialToken }] of waiting) {
        if (initialToken.endsAt !== null && initialToken.endsAt * 1000 < now()) waiting.delete(key);
      }
      return [...waiting.values()]
        .filter(({ nextAtMs }) => nextAtMs <= now())
        .slice(0, atOnce)
        .map(({ initialToken }) => initialToken);
    },
    isOld(initialToken) {
      return (waiting.get(keyOf(initialToken))?.sinceMs ?? 0) + settlesWithinMs < now();
    },
    postpone(initialToken) {
      const known = waiting.get(keyOf(initialToken));
      if (known === undefined) return;
      known.tries += 1;
      known.nextAtMs = now() + Math.min(delayMaxMs, firstDelayMs * 2 ** known.tries);
    },
  };
}

export const pendingRevocations = perProcess("pending-revocations", () => {
  const { folder, account } = dashboardFolder();
  return openPendingRevocations(folder, account);
});
