import "server-only";

/** Who asks for a turn. */
export interface Turn {
  /** Whose turns are counted together: a repo. */
  owner: string;
  /** What it costs, in any unit. */
  weight: number;
  /** Ends the waiting; its reason is thrown. Whoever has a turn keeps it. */
  signal?: AbortSignal;
}

export interface TurnLimits {
  /** Turns at once. */
  atOnce: number;
  /** Turns at once that one owner may have, so that it never has all of them. */
  perOwner: number;
}

interface Owner {
  running: number;
  /** When its last turn began. */
  lastTurn: number;
  waiting: number;
}

interface Waiting extends Turn {
  of: Owner;
  go(): void;
}

function isBefore(a: Waiting, b: Waiting): boolean {
  if (a.of.running !== b.of.running) return a.of.running < b.of.running;
  if (a.of.lastTurn !== b.of.lastTurn) return a.of.lastTurn < b.of.lastTurn;
  return a.weight < b.weight;
}

/** Gives turns to many: the owner with the fewest under way comes next, then the one whose last turn is longest ago, then what is lightest. */
export function createFairTurns({ atOnce, perOwner }: TurnLimits) {
  const waiting = new Set<Waiting>();
  /** Those that have turns or wait for one. */
  const owners = new Map<string, Owner>();
  let running = 0;
  let turns = 0;

  function first(): Waiting | null {
    let best: Waiting | null = null;
    for (const each of waiting) {
      if (each.of.running < perOwner && (best === null || isBefore(each, best))) best = each;
    }
    return best;
  }

  function next() {
    while (running < atOnce) {
      const turn = first();
      if (turn === null) return;
      waiting.delete(turn);
      turn.of.waiting -= 1;
      turn.of.running += 1;
      turn.of.lastTurn = ++turns;
      running += 1;
      turn.go();
    }
  }

  const forget = (name: string, { running: has, waiting: wants }: Owner) =>
    has === 0 && wants === 0 && owners.delete(name);

  /** Waits for a turn; whoever has it must give it back, once. */
  async function enter(turn: Turn): Promise<() => void> {
    const { owner: name, signal } = turn;
    signal?.throwIfAborted();
    const owner = owners.get(name) ?? { running: 0, lastTurn: 0, waiting: 0 };
    owners.set(name, owner);
    await new Promise<void>((resolve, reject) => {
      const giveUp = () => {
        waiting.delete(mine);
        owner.waiting -= 1;
        forget(name, owner);
        reject(signal?.reason);
      };
      const go = () => {
        signal?.removeEventListener("abort", giveUp);
        resolve();
      };
      const mine: Waiting = { ...turn, of: owner, go };
      signal?.addEventListener("abort", giveUp, { once: true });
      waiting.add(mine);
      owner.waiting += 1;
      next();
    });
    return () => {
      running -= 1;
      owner.running -= 1;
      forget(name, owner);
      next();
    };
  }

  return {
    enter,
    async run<T>(turn: Turn, work: () => Promise<T>): Promise<T> {
      const leave = await enter(turn);
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
}
