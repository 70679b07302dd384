import type { Time } from "./time-ago";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/**
 * Changes when words such as "3 days ago" for these times may have become wrong, for what is kept with them: each minute while one is
 * within an hour of now, each hour up to two days, then each day.
 */
export function timeStep(times: readonly Time[], now: number): string {
  let nearestMs = Number.POSITIVE_INFINITY;
  for (const time of times) {
    const awayMs = Math.abs(now - new Date(typeof time === "number" ? time * 1000 : time).getTime());
    // What is no time has the same words for ever.
    if (awayMs < nearestMs) nearestMs = awayMs;
  }
  const stepMs = nearestMs < hourMs ? minuteMs : nearestMs < 2 * dayMs ? hourMs : dayMs;
  return `${stepMs / minuteMs}m ${Math.floor(now / stepMs)}`;
}
