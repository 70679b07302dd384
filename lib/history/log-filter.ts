import type { Commit } from "@/contract/content";

/** Which commits of a log are wanted; what is empty or null lets all pass. Times are unix seconds. */
export interface LogFilter {
  /** A part of the author's name or address, in any case. */
  author: string;
  /** A part of the message, in any case. */
  message: string;
  /** The names on the way to what was changed. */
  path: readonly string[];
  since: number | null;
  /** The first second that is too late. */
  before: number | null;
}

export type FilterField = "author" | "message" | "path" | "since" | "until";

export const filterFields: readonly FilterField[] = ["message", "author", "path", "since", "until"];

export interface AskedFilter {
  /** As they were typed, for the form and for addresses; empty where nothing was. */
  values: Record<FilterField, string>;
  /** What is wrong with a field, which filters nothing then. */
  errors: Partial<Record<FilterField, string>>;
  /** Null where nothing is filtered. */
  filter: LogFilter | null;
}

const valueMaxLength = 1_000;
const daySeconds = 86_400;
const notADay = "Not a day such as 2026-03-05, so it was left out.";

/** What the query of an address says, each by the name of its field. */
export function parseLogFilter(textOf: (field: FilterField) => string | null): AskedFilter {
  const value = (field: FilterField) => (textOf(field) ?? "").trim().slice(0, valueMaxLength);
  const values = {
    author: value("author"),
    message: value("message"),
    path: value("path"),
    since: value("since"),
    until: value("until"),
  };
  const errors: AskedFilter["errors"] = {};
  const since = startOfDay(values.since);
  const until = startOfDay(values.until);
  if (values.since !== "" && since === null) errors.since = notADay;
  if (values.until !== "" && until === null) errors.until = notADay;
  if (since !== null && until !== null && until < since)
    errors.until = "Before the first day: nothing can match.";
  const filter: LogFilter = {
    author: values.author.toLowerCase(),
    message: values.message.toLowerCase(),
    path: values.path.split("/").filter((name) => name !== "" && name !== "."),
    since,
    before: until === null ? null : until + daySeconds,
  };
  return { values, errors, filter: filtersAnything(filter) ? filter : null };
}

function filtersAnything({ author, message, path, since, before }: LogFilter): boolean {
  return author !== "" || message !== "" || path.length > 0 || since !== null || before !== null;
}

/** In UTC; null for what is no day. */
function startOfDay(text: string): number | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return null;
  const ms = Date.parse(`${text}T00:00:00Z`);
  // The 31st of a month of 30 days is taken for the day after.
  if (Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(text)) return null;
  return ms / 1000;
}

export function isWithinDays({ since, before }: LogFilter, committedAt: number): boolean {
  return (since === null || committedAt >= since) && (before === null || committedAt < before);
}

export function matchesText(
  { author, message }: LogFilter,
  commit: Pick<Commit, "author" | "message">,
): boolean {
  const { name, email } = commit.author;
  return (
    (author === "" || `${name} <${email}>`.toLowerCase().includes(author)) &&
    (message === "" || commit.message.toLowerCase().includes(message))
  );
}
