import type { GraphRow } from "@/lib/history/graph-lanes";

/** Where lines turn towards a commit: the middle of its subject. */
const dotY = 21;
const turn = 9;

const xOf = (lane: number) => 7 + 12 * lane;

/**
 * The lines beside one commit, and its dot. Lines that pass are the style sheet's, by their lanes: one row may have eight. Rows are as high as
 * they like: what goes on below has no end of its own.
 */
export function GraphLines({ row }: { row: GraphRow }) {
  const { lane, ins, outs, through } = row;
  const isStraight = ins.includes(lane) && outs.includes(lane);
  const isOwn = (at: number) => isStraight && at === lane;
  const lines = new Map<number, string>();
  const draw = (at: number, line: string) => lines.set(at, (lines.get(at) ?? "") + line);
  for (const at of ins) if (!isOwn(at)) draw(at, lineFromAbove(at, lane));
  for (const at of outs) if (!isOwn(at)) draw(at, lineToBelow(at, lane));
  return (
    <svg aria-hidden="true" className={passing(isStraight ? [...through, lane] : through)}>
      {[...lines].map(([at, d]) => (
        <path key={at} className={classOf(at)} d={d} />
      ))}
      <circle className={classOf(lane)} cx={xOf(lane)} />
    </svg>
  );
}

/** The lines that go on between two days: those that come from above into the first commit of the second. */
export function GraphPassage({ to: { ins, through } }: { to: GraphRow }) {
  const lanes = [...new Set([...ins, ...through])];
  return lanes.length === 0 ? null : <svg aria-hidden="true" className={passing(lanes)} />;
}

const passing = (lanes: readonly number[]) => lanes.map((lane) => `t${lane}`).join(" ") || undefined;

/** How many lanes some rows take. */
export function lanesOf(rows: readonly GraphRow[]): number {
  return (
    1 + Math.max(0, ...rows.flatMap(({ lane, ins, outs, through }) => [lane, ...ins, ...outs, ...through]))
  );
}

function lineFromAbove(from: number, to: number): string {
  if (from === to) return `M${xOf(from)},0V${dotY}`;
  const side = from < to ? turn : -turn;
  return `M${xOf(from)},0V${dotY - turn}q0,${turn},${side},${turn}H${xOf(to)}`;
}

function lineToBelow(to: number, from: number): string {
  if (from === to) return `M${xOf(from)},${dotY}V9e4`;
  const side = to < from ? turn : -turn;
  return `M${xOf(from)},${dotY}H${xOf(to) + side}q${-side},0,${-side},${turn}V9e4`;
}

/** The first lane, which most rows have, goes without. */
function classOf(lane: number): string | undefined {
  return lane === 0 ? undefined : `l${lane}`;
}
