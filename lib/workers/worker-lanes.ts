import "server-only";
import { createFairTurns } from "@/lib/process/fair-turns";
import { createWorkerJobs, type WorkerTrade } from "./worker-jobs";

export interface LaneLimits {
  /** Work of more weight begins in the slow lane. */
  quickWeight: number;
  /** A worker of the quick lane that is silent for so long while others wait loses the job it has in hand to the slow lane. */
  quickMs: number;
  /** Jobs at once in the quick lane's worker, and how many of them one owner may have. */
  quickAtOnce: number;
  quickPerOwner: number;
  /** Workers of the slow lane, and how many of them one owner may have. */
  slowWorkers: number;
  slowPerOwner: number;
  /** Jobs at once in each of them. */
  slowAtOnce: number;
  /** A job that has waited so long for the slow lane is not begun. */
  waitMs: number;
}

export interface LaneOrder {
  /** The repo that the work is from. */
  owner: string;
  weight: number;
  signal?: AbortSignal;
}

export interface WorkerLanes<Work, Answer> {
  run(work: Work, order: LaneOrder): Promise<Answer>;
  close(): Promise<void>;
}

const isSlow = Symbol("is slow");

/**
 * Two lanes of workers for one trade: what is light, and is done in a moment, never waits behind what is heavy. A job of the quick
 * lane that takes longer begins again in the slow one; in both, owners take turns. `openTrade` is called once a worker.
 */
export function createWorkerLanes<Work, Answer>(
  openTrade: (lane: "quick" | "slow") => WorkerTrade<Work, Answer>,
  limits: LaneLimits,
  /** What a job gets that waited too long. */
  refuse: (work: Work) => Answer,
  /** Whether the quick lane's worker has itself seen that a job takes too long for it. */
  isTooSlow: (answer: Answer) => boolean = () => false,
): WorkerLanes<Work, Answer> {
  const quickTurns = createFairTurns({
    atOnce: limits.quickAtOnce,
    perOwner: limits.quickPerOwner,
  });
  const quickTrade = openTrade("quick");
  let quickJobs = 0;
  const quick = createWorkerJobs<Work, Answer | typeof isSlow>({
    ...quickTrade,
    hurry: { stallMs: limits.quickMs, isWanted: () => quickJobs > 1 },
    atOnce: limits.quickAtOnce,
    isReplacedAtOnce: true,
    giveUp: (work, how) => (how === "stalled" ? isSlow : quickTrade.giveUp(work, how)),
  });
  const slow = Array.from({ length: limits.slowWorkers }, () => ({
    running: 0,
    jobs: createWorkerJobs<Work, Answer>({ ...openTrade("slow"), atOnce: limits.slowAtOnce }),
  }));
  const slowTurns = createFairTurns({
    atOnce: limits.slowWorkers * limits.slowAtOnce,
    perOwner: limits.slowPerOwner * limits.slowAtOnce,
  });

  async function runSlow(work: Work, { owner, weight, signal }: LaneOrder): Promise<Answer> {
    const late = AbortSignal.timeout(limits.waitMs);
    const wait = signal ? AbortSignal.any([signal, late]) : late;
    let leave: () => void;
    try {
      leave = await slowTurns.enter({ owner, weight, signal: wait });
    } catch (error) {
      if (signal?.aborted || !late.aborted) throw error;
      return refuse(work);
    }
    const [lane] = slow.toSorted((a, b) => a.running - b.running);
    if (lane === undefined) throw new Error("There is no slow lane.");
    lane.running += 1;
    try {
      return await lane.jobs.run(work, signal);
    } finally {
      lane.running -= 1;
      leave();
    }
  }

  return {
    async run(work, order) {
      if (order.weight <= limits.quickWeight) {
        quickJobs += 1;
        const answer = await quickTurns
          .run(order, () => quick.run(work, order.signal))
          .finally(() => {
            quickJobs -= 1;
          });
        if (answer !== isSlow && !isTooSlow(answer)) return answer;
      }
      return runSlow(work, order);
    },
    async close() {
      await Promise.all([quick.close(), ...slow.map(({ jobs }) => jobs.close())]);
    },
  };
}
