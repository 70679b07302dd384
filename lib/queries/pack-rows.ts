/**
 * Data on its way from the server into the browser's cache, in which the names of fields are said once a list and not once a row,
 * nor a value that all rows have: half of what a page with a table would carry.
 */
interface Packed {
  "#rows": unknown[][];
  fields: string[];
  /** How the texts of a field begin in every row, which leave it out. */
  heads: string[];
  /** What is the same in every row. */
  same: Record<string, unknown>;
}

export function packRows(value: unknown): unknown {
  if (Array.isArray(value)) return packList(value) ?? value.map(packRows);
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, packRows(part)]));
}

function packList(list: readonly unknown[]): Packed | null {
  const [first] = list;
  if (list.length < 2 || !isPlain(first)) return null;
  const names = Object.keys(first);
  const rows: Record<string, unknown>[] = [];
  for (const row of list) {
    if (!isPlain(row)) return null;
    const own = Object.keys(row);
    if (own.length !== names.length || own.some((name, at) => name !== names[at])) return null;
    rows.push(row);
  }
  const isSame = (name: string) => !isDeep(first[name]) && rows.every((row) => row[name] === first[name]);
  const fields = names.filter((name) => !isSame(name));
  const heads = fields.map((name) => headOf(rows.map((row) => row[name])));
  return {
    "#rows": rows.map((row) =>
      fields.map((name, at) => {
        const value = row[name];
        return typeof value === "string" ? value.slice(heads[at]?.length) : packRows(value);
      }),
    ),
    fields,
    heads,
    same: Object.fromEntries(names.filter(isSame).map((name) => [name, first[name]])),
  };
}

/** Empty where one of them is no text. */
function headOf(values: readonly unknown[]): string {
  let head: string | undefined;
  for (const value of values) {
    if (typeof value !== "string") return "";
    head ??= value;
    while (!value.startsWith(head)) head = head.slice(0, -1);
  }
  return head ?? "";
}

export function unpackRows(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unpackRows);
  if (isPacked(value)) {
    const { fields, heads, same } = value;
    const whole = (part: unknown, at: number) =>
      typeof part === "string" ? `${heads[at]}${part}` : unpackRows(part);
    return value["#rows"].map((row) => ({
      ...same,
      ...Object.fromEntries(fields.map((name, at) => [name, whole(row[at], at)])),
    }));
  }
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, unpackRows(part)]));
}

const isDeep = (value: unknown) => typeof value === "object" && value !== null;

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

const isPacked = (value: unknown): value is Packed => isPlain(value) && "#rows" in value;
