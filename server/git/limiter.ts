/** Why a slot was not given. */
export class NoSlotError extends Error {
  readonly reason: "busy" | "aborted";
  constructor(reason: "busy" | "aborted") {
    super(reason === "busy" ? "no slot came free in time" : "aborted while waiting for a slot");
    this.name = "NoSlotError";
    this.reason = reason;
  }
}

interface Waiter {
  give(): void;
}

/** A bounded number of slots; a caller that finds none waits in line, for a limited time. */
export class Limiter {
  readonly #max: number;
  readonly #waitMs: number;
  readonly #waiting = new Set<Waiter>();
  #taken = 0;

  constructor(max: number, waitMs: number) {
    this.#max = max;
    this.#waitMs = waitMs;
  }

  get taken(): number {
    return this.#taken;
  }

  get waitingCount(): number {
    return this.#waiting.size;
  }

  get hasWaiters(): boolean {
    return this.#waiting.size > 0;
  }

  get isFull(): boolean {
    return this.#taken >= this.#max;
  }

  /** Resolves to the function that gives the slot back (safe to call twice). Throws `NoSlotError`. */
  async take(signal?: AbortSignal): Promise<() => void> {
    if (signal?.aborted) throw new NoSlotError("aborted");
    if (this.#taken < this.#max) this.#taken += 1;
    else await this.#wait(signal);
    let given = false;
    return () => {
      if (given) return;
      given = true;
      const [next] = this.#waiting;
      // The slot passes on directly, so no later caller overtakes those in line.
      if (next) next.give();
      else this.#taken -= 1;
    };
  }

  #wait(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiting.delete(waiter);
        clearTimeout(timer);
        signal?.removeEventListener("abort", onAbort);
      };
      const waiter: Waiter = {
        give: () => {
          leave();
          resolve();
        },
      };
      const onAbort = () => {
        leave();
        reject(new NoSlotError("aborted"));
      };
      const timer = setTimeout(() => {
        leave();
        reject(new NoSlotError("busy"));
      }, this.#waitMs);
      signal?.addEventListener("abort", onAbort, { once: true });
      this.#waiting.add(waiter);
    });
  }
}
