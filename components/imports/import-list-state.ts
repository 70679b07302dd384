import { repoName } from "@/contract/names";
import { type ImportRecord, isSameImport } from "@/lib/imports/import-record";
import { httpsRemoteOf, isWholeRemote, repoNameOf } from "@/lib/imports/remote-spelling";
import type { ImportPreflight } from "@/lib/wire/import-preflight";

/** More would be a job for a script and the API. */
export const linesMax = 500;

export interface ImportLine {
  /** The line's number in what was pasted. */
  number: number;
  remote: string;
  name: string;
  /** A name that a person typed is never changed. */
  isNameTyped: boolean;
  isTaken: boolean;
  look: ImportPreflight | "looking" | "failed" | null;
  outcome: LineOutcome;
}

export type LineOutcome =
  | { kind: "waiting" | "starting" | "running" | "done" | "cancelled" }
  | { kind: "failed"; reason: string };

export interface ParsedList {
  lines: ImportLine[];
  /** Lines that are no address of a repo. */
  unread: { number: number; text: string }[];
  duplicateCount: number;
  /** Addresses beyond `linesMax`. */
  leftOutCount: number;
}

/** Reads addresses off a text, one a line. Empty lines, and what follows a `#` at the start or after a blank, are skipped. */
export function parseAddressList(text: string): ParsedList {
  const parsed: ParsedList = { lines: [], unread: [], duplicateCount: 0, leftOutCount: 0 };
  const seen = new Set<string>();
  const names = new Set<string>();
  for (const [index, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const spelled = raw.replace(/(^|\s)#.*$/, "").trim();
    if (spelled === "") continue;
    const remote = httpsRemoteOf(spelled);
    if (remote === null || !isWholeRemote(remote)) {
      parsed.unread.push({ number: index + 1, text: spelled.slice(0, 200) });
      continue;
    }
    const key = remote.replace(/\.git$/, "");
    if (seen.has(key)) {
      parsed.duplicateCount += 1;
      continue;
    }
    seen.add(key);
    if (parsed.lines.length === linesMax) {
      parsed.leftOutCount += 1;
      continue;
    }
    const name = freeAmong(names, repoNameOf(remote));
    names.add(name.toLowerCase());
    parsed.lines.push({
      number: index + 1,
      remote,
      name,
      isNameTyped: false,
      isTaken: false,
      look: null,
      outcome: { kind: "waiting" },
    });
  }
  return parsed;
}

/** `name`, or the first of `name-2`, `name-3` … that is not among `names` (in lower case). */
function freeAmong(names: ReadonlySet<string>, name: string): string {
  if (name === "" || !names.has(name.toLowerCase())) return name;
  for (let number = 2; ; number += 1) {
    const next = `${name}-${number}`;
    if (!names.has(next.toLowerCase())) return next;
  }
}

export type ListAction =
  | { type: "replace"; lines: ImportLine[] }
  | { type: "remove"; number: number }
  | { type: "look"; number: number; look: ImportLine["look"] }
  /** A free name was found for a line. */
  | { type: "suggest"; number: number; name: string }
  | { type: "type-name"; number: number; name: string }
  | { type: "find-taken"; number: number; name: string; isTaken: boolean }
  | { type: "come-out"; number: number; outcome: LineOutcome }
  /** What is known of the imports that were begun. */
  | { type: "follow"; namespace: string; records: readonly ImportRecord[] };

export function reduceList(lines: ImportLine[], action: ListAction): ImportLine[] {
  switch (action.type) {
    case "replace":
      return action.lines;
    case "remove":
      return lines.filter(({ number }) => number !== action.number);
    case "look":
      return change(lines, action.number, () => ({ look: action.look }));
    case "suggest":
      return change(lines, action.number, (line) => {
        if (line.isNameTyped) return {};
        const others = new Set(lines.filter((each) => each !== line).map(({ name }) => name.toLowerCase()));
        return { name: freeAmong(others, action.name) };
      });
    case "type-name":
      return change(lines, action.number, (line) => ({
        name: action.name,
        isNameTyped: true,
        isTaken: false,
        // Another name is another try.
        outcome: line.outcome.kind === "failed" ? { kind: "waiting" } : line.outcome,
      }));
    case "find-taken":
      return change(lines, action.number, ({ name }) =>
        name === action.name ? { isTaken: action.isTaken } : {},
      );
    case "come-out":
      return change(lines, action.number, () => ({ outcome: action.outcome }));
    case "follow":
      return follow(lines, action);
  }
}

function change(
  lines: ImportLine[],
  number: number,
  changeOf: (line: ImportLine) => Partial<ImportLine>,
): ImportLine[] {
  return lines.map((line) => (line.number === number ? { ...line, ...changeOf(line) } : line));
}

function follow(
  lines: ImportLine[],
  { namespace, records }: { namespace: string; records: readonly ImportRecord[] },
): ImportLine[] {
  const byName = new Map(
    records.filter((each) => each.namespace === namespace).map((each) => [each.name.toLowerCase(), each]),
  );
  let hasChanged = false;
  const next = lines.map((line) => {
    // A line that was not begun is not about the repo that has its name.
    if (line.outcome.kind === "waiting" || line.outcome.kind === "starting") return line;
    const record = byName.get(line.name.toLowerCase());
    if (
      record === undefined ||
      record.values.url !== line.remote ||
      !isSameImport(record, { namespace, name: line.name })
    )
      return line;
    const outcome: LineOutcome =
      record.state === "failed"
        ? { kind: "failed", reason: record.note ?? "The import failed." }
        : { kind: record.state };
    if (outcome.kind === line.outcome.kind) return line;
    hasChanged = true;
    return { ...line, outcome };
  });
  return hasChanged ? next : lines;
}

/** Why each line's name cannot be used, by number; lines that can begin are not in it. */
export function nameProblems(lines: readonly ImportLine[]): Map<number, string> {
  const counts = new Map<string, number>();
  for (const { name } of lines) counts.set(name.toLowerCase(), (counts.get(name.toLowerCase()) ?? 0) + 1);
  const problems = new Map<number, string>();
  for (const { number, name, isTaken, outcome } of lines) {
    if (outcome.kind !== "waiting" && outcome.kind !== "failed") continue;
    const checked = repoName.safeParse(name);
    if (!checked.success) problems.set(number, checked.error.issues[0]?.message ?? "Not a valid name.");
    else if ((counts.get(name.toLowerCase()) ?? 0) > 1) problems.set(number, "Twice in this list.");
    else if (isTaken) problems.set(number, "A repo of this name exists already.");
  }
  return problems;
}
