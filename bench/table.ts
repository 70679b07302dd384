/** One line of a bench: what we took, what the other took, and whether a promise was kept. */
export interface Row {
  what: string;
  unit: "ms" | "s" | "req/s" | "kB" | "MB" | "count";
  ours: number;
  peer?: { name: string; value: number } | undefined;
  /** Ours over the peer's, as the median of pairs measured one after the other. */
  ratio?: number | undefined;
  bar?: { text: string; isKept: boolean } | undefined;
  note?: string | undefined;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value that a share of `q` lies at or below. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
}

export interface Pair {
  ours: number;
  peer: number;
  /** Median of the rounds' ratios: what loads the machine for a while loads both halves of a round. */
  ratio: number;
}

/** Measures two things in turns, and not the first round: it warms both up. */
export async function inTurns(
  rounds: number,
  ours: (round: number) => Promise<number>,
  peer: (round: number) => Promise<number>,
): Promise<Pair> {
  const oursValues: number[] = [];
  const peerValues: number[] = [];
  for (let round = -1; round < rounds; round += 1) {
    // Each goes first as often as the other.
    const isOursFirst = round % 2 === 0;
    const early = isOursFirst ? await ours(round + 1) : Number.NaN;
    const peerValue = await peer(round + 1);
    const oursValue = isOursFirst ? early : await ours(round + 1);
    if (round < 0) continue;
    oursValues.push(oursValue);
    peerValues.push(peerValue);
  }
  const ratios = oursValues.map((value, index) => value / (peerValues[index] ?? Number.NaN));
  return { ours: median(oursValues), peer: median(peerValues), ratio: median(ratios) };
}

const columns = ["what", "ours", "peer", "ratio", "bar", "kept", "note"] as const;

/** Rows as a Markdown table. */
export function renderTable(rows: readonly Row[]): string {
  const cells = rows.map((row) => [
    row.what,
    `${shown(row.ours)} ${row.unit}`,
    row.peer === undefined ? "" : `${shown(row.peer.value)} ${row.unit} ${row.peer.name}`,
    row.ratio === undefined ? "" : `${row.ratio.toFixed(2)}×`,
    row.bar?.text ?? "",
    row.bar === undefined ? "" : row.bar.isKept ? "kept" : "NOT KEPT",
    row.note ?? "",
  ]);
  const widths = columns.map((name, index) =>
    Math.max(name.length, ...cells.map((line) => line[index]?.length ?? 0)),
  );
  const line = (parts: readonly string[]) =>
    `| ${parts.map((part, index) => part.padEnd(widths[index] ?? 0)).join(" | ")} |`;
  const rule = `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`;
  return [line(columns), rule, ...cells.map(line)].join("\n");
}

function shown(value: number): string {
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
