import { absoluteTime } from "./time-ago";

/** The day of a commit's time (unix seconds), in UTC: `5 Mar 2026`. */
export function formatDay(unixSeconds: number): string {
  return absoluteTime(unixSeconds).split(",", 1)[0] ?? "";
}
