import { absoluteTime } from "./time-ago";

/** Beyond these there is no place on Earth, and so no clock. */
const mostMinutes = 14 * 60;

/**
 * A moment by the clock of a zone that Git wrote: `5 Mar 2026, 14:03:07 +0200`. Where no clock is so, in UTC, with the zone behind it
 * in brackets.
 */
export function zonedTime(seconds: number, zone: string): string {
  const [, sign = "+", hours = "", minutes = ""] = /^([+-])(\d\d)(\d\d)$/.exec(zone) ?? [];
  const offset = Number(hours) * 60 + Number(minutes);
  if (hours === "" || Number(minutes) > 59 || offset > mostMinutes) {
    return `${absoluteTime(seconds)} (zone ${zone})`;
  }
  return absoluteTime(seconds + (sign === "-" ? -60 : 60) * offset).replace(/UTC$/, zone);
}
