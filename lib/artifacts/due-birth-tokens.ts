import "server-only";
import { z } from "zod";
import { openJournal } from "./journal";
import { dashboardFolder } from "./token-notes";

const due = z.object({
  account: z.string(),
  namespace: z.string(),
  repo: z.string(),
  endsAt: z.number().nullable(),
});
const entry = due.extend({ isDue: z.boolean(), atMs: z.number() });
type Due = Omit<z.infer<typeof due>, "account">;

interface Waiting {
  birth: Due;
  sinceMs: number;
  tries: number;
  nextAtMs: number;
}

interface DueBirthTokens {
  /** Has it tried again and again until it is dead, by this process or, after a restart, the next. */
  add(birth: Due): Promise<void>;
  settle(birth: Due): Promise<void>;
  /** Those whose turn it is. */
  next(): Promise<Due[]>;
  /** It did not work this time either. */
  postpone(birth: Due): void;
  /** Whether it has waited for so long that what is not there will not come. */
  isOld(birth: Due): boolean;
}

const firstDelayMs = 2_000;
const delayMaxMs = 60_000;
/** A repo that was just made, and its list, may not be found everywhere yet. */
const settlesWithinMs = 60_000;
/** What a token lives that does not say when it ends. */
const lifetimeMs = 24 * 3_600_000;
/** A turn takes no longer than some calls in a row. */
const atOnce = 20;

export function openDueBirthTokens(
  folder: string,
  account: string,
  now: () => number = () => Date.now(),
): DueBirthTokens {
  const waiting = new Map<string, Waiting>();
  const keyOf = ({ namespace, repo, endsAt }: Due) => `${namespace}/${repo.toLowerCase()} ${endsAt ?? ""}`;
  const isOver = (endsAt: number | null, atMs: number) =>
    now() > (endsAt === null ? atMs + lifetimeMs : endsAt * 1000);
  const journal = openJournal({
    folder,
    name: "birth-tokens",
    entry,
    onEntry: ({ isDue, atMs, account: of, ...birth }) => {
      if (of !== account) return;
      if (!isDue || isOver(birth.endsAt, atMs)) waiting.delete(keyOf(birth));
      else if (!waiting.has(keyOf(birth)))
        waiting.set(keyOf(birth), { birth, sinceMs: atMs, tries: 0, nextAtMs: 0 });
    },
  });
  // A failing disk leaves it to this process's memory.
  const write = (birth: Due, isDue: boolean) =>
    journal.append({ ...birth, account, isDue, atMs: now() }).catch(() => undefined);

  return {
    async add(birth) {
      const known = waiting.get(keyOf(birth));
      if (known !== undefined) return;
      waiting.set(keyOf(birth), { birth, sinceMs: now(), tries: 0, nextAtMs: now() + firstDelayMs });
      await write(birth, true);
    },
    async settle(birth) {
      if (waiting.delete(keyOf(birth))) await write(birth, false);
    },
    async next() {
      await journal.catchUp().catch(() => undefined);
      for (const [key, { birth }] of waiting) {
        if (birth.endsAt !== null && birth.endsAt * 1000 < now()) waiting.delete(key);
      }
      return [...waiting.values()]
        .filter(({ nextAtMs }) => nextAtMs <= now())
        .slice(0, atOnce)
        .map(({ birth }) => birth);
    },
    isOld(birth) {
      return (waiting.get(keyOf(birth))?.sinceMs ?? 0) + settlesWithinMs < now();
    },
    postpone(birth) {
      const known = waiting.get(keyOf(birth));
      if (known === undefined) return;
      known.tries += 1;
      known.nextAtMs = now() + Math.min(delayMaxMs, firstDelayMs * 2 ** known.tries);
    },
  };
}

declare global {
  var vitrineDueBirthTokens: DueBirthTokens | undefined;
}

/** One a process: it survives the module reloads of `next dev`. */
export function dueBirthTokens(): DueBirthTokens {
  if (globalThis.vitrineDueBirthTokens === undefined) {
    const { folder, account } = dashboardFolder();
    globalThis.vitrineDueBirthTokens = openDueBirthTokens(folder, account);
  }
  return globalThis.vitrineDueBirthTokens;
}
