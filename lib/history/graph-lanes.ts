/** As many stand beside the rows; what goes on further right shares one more. */
export const drawnLanesMax = 8;

/** What is drawn beside a commit, by lanes counted from the left. `drawnLanesMax` stands for all lanes from there on. */
export interface GraphRow {
  /** Where the commit stands. */
  lane: number;
  /** Lanes whose line comes from above and ends in the commit, its own among them. */
  ins: number[];
  /** Lanes whose line begins at the commit and goes on below: to each of its parents. */
  outs: number[];
  /** Lanes whose line passes by from above to below. */
  through: number[];
}

/** By lane the commit that its line leads down to; null where none goes on. */
export type OpenLanes = readonly (string | null)[];

export interface GraphLanes {
  rows: GraphRow[];
  /** Behind the last row: the commits that come next begin with it. */
  open: OpenLanes;
}

interface GraphCommit {
  hash: string;
  parents: readonly string[];
}

/**
 * The lanes of a log, in its order. A line stays in its lane until the commit that it leads to: no line moves sideways but where it
 * begins or ends. `open` is what commits before these left.
 */
export function graphLanes(commits: readonly GraphCommit[], open: OpenLanes = []): GraphLanes {
  const lanes = [...open];
  const rows = commits.map((commit) => placeCommit(lanes, commit));
  return { rows, open: lanes };
}

/** Changes `lanes` to what goes on below the commit. */
function placeCommit(lanes: (string | null)[], { hash, parents }: GraphCommit): GraphRow {
  const ins = lanesWhere(lanes, (awaited) => awaited === hash);
  const lane = ins[0] ?? freeLane(lanes);
  const through = lanesWhere(lanes, (awaited) => awaited !== null && awaited !== hash);
  for (const at of ins) lanes[at] = null;
  const outs = [...new Set(parents)].map((parent, index) => {
    // The first goes straight down, so that one sees how long a branch was; the others join the line that leads to them already.
    const at = index === 0 ? lane : laneOf(lanes, parent);
    lanes[at] = parent;
    return at;
  });
  while (lanes.at(-1) === null) lanes.pop();
  return { lane: drawn([lane])[0] ?? 0, ins: drawn(ins), outs: drawn(outs), through: drawn(through) };
}

function lanesWhere(lanes: OpenLanes, isWanted: (awaited: string | null) => boolean): number[] {
  return lanes.flatMap((awaited, at) => (isWanted(awaited) ? [at] : []));
}

function laneOf(lanes: OpenLanes, hash: string): number {
  const at = lanes.indexOf(hash);
  return at < 0 ? freeLane(lanes) : at;
}

function freeLane(lanes: OpenLanes): number {
  const at = lanes.indexOf(null);
  return at < 0 ? lanes.length : at;
}

/** Each once, and those beyond as one. */
function drawn(lanes: readonly number[]): number[] {
  return [...new Set(lanes.map((lane) => Math.min(lane, drawnLanesMax)))];
}
