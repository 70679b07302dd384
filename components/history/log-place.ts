/** Where a log begins, and how its other parts are reached. */
export interface LogPlace {
  /** The commit. A ref may lead elsewhere by now: pages must not shift by what is pushed in between. */
  tip: string;
  /** The same log, otherwise: what is not said is as at its beginning. */
  hrefOf(more: { page?: number; from?: number; depth?: number | undefined; messages?: "open" }): string;
}
