/** ISO 8601, or unix seconds as Git has them. */
export type Time = string | number;

export interface TimeDescription {
  /** ISO 8601, for `<time datetime>`; empty when the time is not one. */
  dateTime: string;
  /** `3 days ago`, `in 2 hours` */
  relative: string;
  /** `5 Mar 2026, 14:03:07 UTC` */
  absolute: string;
}

const units = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const unknown: TimeDescription = { dateTime: "", relative: "at an unknown time", absolute: "Unknown time" };

const dateOf = (time: Time) => new Date(typeof time === "number" ? time * 1000 : time);

/** A moment in every form a page needs. `now` (unix milliseconds) is given, so that server and browser print the same. */
export function describeTime(time: Time, now: number): TimeDescription {
  const date = dateOf(time);
  // Git stores any number as a commit's time; a Date ends at the year 275760.
  if (Number.isNaN(date.getTime())) return unknown;
  return { dateTime: date.toISOString(), relative: timeAgo(time, now), absolute: absoluteTime(time) };
}

/** `just now`, `5 minutes ago`, `in 3 weeks`. */
export function timeAgo(time: Time, now: number): string {
  const ms = dateOf(time).getTime();
  if (Number.isNaN(ms)) return unknown.relative;
  const seconds = Math.trunc(Math.abs(now - ms) / 1000);
  const isFuture = ms > now;
  for (const [unit, length] of units) {
    const count = Math.floor(seconds / length);
    if (count === 0) continue;
    const words = `${count} ${unit}${count === 1 ? "" : "s"}`;
    return isFuture ? `in ${words}` : `${words} ago`;
  }
  return isFuture && seconds > 0 ? "in under a minute" : "just now";
}

/** In UTC and without the reader's locale: the same on server and browser. */
export function absoluteTime(time: Time): string {
  const date = dateOf(time);
  if (Number.isNaN(date.getTime())) return unknown.absolute;
  const clock = date.toISOString().match(/T(\d\d:\d\d:\d\d)/)?.[1] ?? "";
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}, ${clock} UTC`;
}
