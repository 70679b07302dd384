type Row = Record<string, string | number | boolean | null | undefined>;

/** RFC 4180. A field that a spreadsheet would take for a formula is given a quote in front. */
export function toCsv(rows: readonly Row[], columns: readonly string[]): string {
  const field = (value: Row[string]) => {
    const text = value === null || value === undefined ? "" : String(value);
    const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return [columns, ...rows.map((row) => columns.map((column) => row[column]))]
    .map((line) => `${line.map(field).join(",")}\r\n`)
    .join("");
}
