import "server-only";
import { fetchPack, PackTooLarge } from "@/lib/git/fetch-pack";
import { addPack, createHistoryPack, type HistoryPack, packLimits } from "./history-pack";
import { edgesOf, headsOf } from "./pack-ends";

export interface PackWanted {
  tips: readonly string[];
  /** How many commits deep a window must be, where the whole does not fit. Null: a window is of no use. */
  depth: number | null;
  /** What is too large to be asked for. */
  maxBytes: number;
}

interface Remote {
  remote: string;
  headers: Record<string, string>;
}

/** Whether nothing more need be asked for. */
export function isEnough(pack: HistoryPack, { tips, depth }: PackWanted): boolean {
  if (!tips.every(pack.knows)) return false;
  return pack.depth === null || (depth !== null && depth <= pack.depth);
}

/**
 * What is wanted, of `before` as much as is there: what is new, else the whole, else a window. `noteTooLarge` is called
 * where the whole is. Throws as `fetchPack` and `addPack`.
 */
export async function bringPack(
  from: Remote,
  before: HistoryPack | null,
  wanted: PackWanted,
  { isTooLarge, noteTooLarge }: { isTooLarge: boolean; noteTooLarge: () => void },
): Promise<HistoryPack> {
  const { tips } = wanted;
  const isWindow = before !== null && before.depth !== null;
  const window = { wants: tips, depth: wanted.depth };
  const attempts: (() => Promise<HistoryPack>)[] = [];
  if (before !== null) attempts.push(() => extend(from, before, wanted));
  if (!isWindow && !isTooLarge) {
    attempts.push(() => fetchFor(from, null, { ...wanted, wants: tips, depth: null }));
  }
  if (wanted.depth !== null) {
    attempts.push(() => fetchFor(from, null, { ...window, maxBytes: packLimits.maxBytes }));
  }
  let failure: unknown = new PackTooLarge("The history is too large.");
  for (const attempt of attempts) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof PackTooLarge)) throw error;
      failure = error;
      if (!isWindow && before === null) noteTooLarge();
    }
  }
  throw failure;
}

async function extend(
  from: Remote,
  before: HistoryPack,
  { tips, depth, maxBytes }: PackWanted,
): Promise<HistoryPack> {
  const isDeeper = before.depth !== null && depth !== null && depth > before.depth;
  const asked = {
    wants: isDeeper ? tips : tips.filter((tip) => !before.knows(tip)),
    depth: isDeeper ? depth : before.depth,
    maxBytes,
  };
  const made = await fetchFor(from, before, asked);
  // Where more was asked for and is not there, the remote itself ends here.
  const isAll = isDeeper && made.commitCount === before.commitCount;
  return isAll ? createHistoryPack(made.packs, made.tables, null) : made;
}

async function fetchFor(
  { remote, headers }: Remote,
  before: HistoryPack | null,
  { wants, depth, maxBytes }: { wants: readonly string[]; depth: number | null; maxBytes: number },
): Promise<HistoryPack> {
  const there =
    before === null ? { haves: [], shallow: [] } : { haves: headsOf(before), shallow: edgesOf(before) };
  const { objectsMax } = packLimits;
  const pack = await fetchPack({ remote, headers, wants, ...there, depth, maxBytes, objectsMax });
  const made = await addPack(before, pack, { wants, depth });
  const isAll = depth === null || edgesOf(made).length === 0;
  return isAll && made.depth !== null ? createHistoryPack(made.packs, made.tables, null) : made;
}
