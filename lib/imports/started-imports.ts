import { z } from "zod";
import { type ImportRecord, importRecord, isSameImport } from "./import-record";
import { storedText, storeText } from "./imports-storage";

type Place = Pick<ImportRecord, "namespace" | "name">;

/** More are forgotten, the oldest first. */
const recordsMax = 2000;
const none: ImportRecord[] = [];

let lastText = "";
let lastRecords = none;

/** Newest first. What another program or an older version stored and we cannot read is left out. */
export function startedImports(): ImportRecord[] {
  const text = storedText();
  if (text !== lastText) {
    lastText = text;
    lastRecords = parse(text);
  }
  return lastRecords;
}

function parse(text: string): ImportRecord[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return none;
  }
  return z
    .array(z.unknown())
    .catch([])
    .parse(json)
    .flatMap((item) => importRecord.safeParse(item).data ?? []);
}

function keep(records: ImportRecord[]): void {
  storeText(records.length === 0 ? "" : JSON.stringify(records.slice(0, recordsMax)));
}

/** Takes the place of what was known of an earlier import of this name. */
export function rememberImport(record: ImportRecord): void {
  keep([record, ...startedImports().filter((each) => !isSameImport(each, record))]);
}

/** Nothing happens when it is remembered no more: another tab has dismissed it. */
export function changeImport(place: Place, change: Partial<Pick<ImportRecord, "state" | "note">>): void {
  keep(startedImports().map((each) => (isSameImport(each, place) ? { ...each, ...change } : each)));
}

export function forgetImports(isForgotten: (record: ImportRecord) => boolean): void {
  keep(startedImports().filter((each) => !isForgotten(each)));
}
