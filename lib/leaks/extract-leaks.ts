import { type FoundRemote, findRemotes } from "./find-remotes";
import { type FoundToken, findTokens } from "./find-tokens";
import { decodeBase64Runs, withoutEscapes, withoutTerminalCodes, withoutWraps } from "./undo-encodings";
import { type Disguise, type View, viewOf } from "./view";

/** Where a repo is said to be. */
export interface RepoAddress {
  host: string | null;
  namespace: string;
  repo: string;
}

export interface LeakPlace {
  /** Both count from 1, `column` in UTF-16 units of the pasted text. */
  line: number;
  column: number;
  /** What had to be undone to read it. */
  disguises: readonly Disguise[];
}

export interface Leak {
  /** The plaintext without `?expires=…`. Keep it in memory alone. */
  secret: string;
  /** Unix seconds; null where none stood with it. */
  expiresAt: number | null;
  /** True when a part of it is missing: such a token can be neither tried nor found. */
  isCut: boolean;
  places: LeakPlace[];
  /** The repo in whose URL it stood. */
  address: RepoAddress | null;
  /** The repos that the text names, the nearest first. */
  nearby: RepoAddress[];
}

/** A text above this is to be given in parts: some ten copies of it are made. */
export const leakTextMaxLength = 8_000_000;

/** Layers of escapes that are undone: a URL in a JSON string in a URL. */
const layersMax = 3;
const nearbyMax = 20;

interface Sighting {
  token: FoundToken;
  disguises: readonly Disguise[];
  /** The repo in whose URL it stands. */
  own: RepoAddress | null;
  /** In the pasted text. */
  at: number;
}

interface RemoteSighting {
  address: RepoAddress;
  /** In the pasted text. */
  at: number;
}

/**
 * Every Artifacts token in a text of any kind: as it is, in URLs, percent-encoded, escaped, in base64, wrapped over lines, with the
 * colours of a terminal. Pure, so that nothing leaves the page. One entry a secret, in the order of the text.
 */
export function extractLeaks(text: string): Leak[] {
  const tokens = new Map<number, Sighting>();
  const remotes: RemoteSighting[] = [];
  for (const view of viewsOf(text.slice(0, leakTextMaxLength))) {
    const remotesHere = findRemotes(view.text);
    const originOf = (offset: number) => view.origins[offset] ?? 0;
    // Joined lines also join a name with what stands below it.
    if (!view.disguises.includes("wrapped over lines")) {
      for (const remote of remotesHere) {
        remotes.push({ address: addressOf(remote), at: originOf(remote.start) });
      }
    }
    for (const token of findTokens(view.text)) {
      const at = originOf(token.start);
      const known = tokens.get(at);
      if (known !== undefined && rank(known.token) >= rank(token)) continue;
      const own = remotesHere.find(({ start, end }) => start <= token.start && token.end <= end);
      tokens.set(at, {
        token,
        disguises: view.disguises,
        own: own === undefined ? (known?.own ?? null) : addressOf(own),
        at,
      });
    }
  }
  const inOrder = [...tokens.values()].toSorted((a, b) => a.at - b.at);
  return leaksOf(text, dropShadows(inOrder), remotes);
}

/** What reads more of a token wins; of two that read the same, the plainer view, which came first. */
function rank({ isCut, expiresAt }: FoundToken): number {
  return (isCut ? 0 : 2) + (expiresAt === null ? 0 : 1);
}

/** A cut token is no news where the same one stands whole. */
function dropShadows(sightings: Sighting[]): Sighting[] {
  const whole = sightings.filter(({ token }) => !token.isCut).map(({ token }) => token.secret);
  return sightings.filter(
    ({ token }) =>
      !token.isCut || token.secret.length < 12 || !whole.some((one) => one.startsWith(token.secret)),
  );
}

function* viewsOf(text: string): Generator<View> {
  let view = withoutTerminalCodes(viewOf(text));
  for (let layer = 0; layer <= layersMax; layer += 1) {
    const joined = withoutWraps(view);
    yield view;
    yield* decodedOf(view);
    if (joined !== view) {
      yield joined;
      yield* decodedOf(joined);
    }
    const next = withoutEscapes(view);
    if (next === view) return;
    view = next;
  }
}

function* decodedOf(view: View): Generator<View> {
  for (const decoded of decodeBase64Runs(view)) {
    yield decoded;
    const plain = withoutEscapes(withoutTerminalCodes(decoded));
    if (plain !== decoded) yield plain;
    // A secret of Kubernetes that holds a Basic header.
    for (const again of decodeBase64Runs(decoded)) yield again;
  }
}

function leaksOf(text: string, sightings: Sighting[], remotes: RemoteSighting[]): Leak[] {
  const lineStarts = lineStartsOf(text);
  const leaks = new Map<string, Leak>();
  for (const { token, disguises, own, at } of sightings) {
    const place = { ...positionOf(lineStarts, at), disguises };
    const nearby = remotes.toSorted((a, b) => Math.abs(a.at - at) - Math.abs(b.at - at));
    const known = leaks.get(token.secret);
    leaks.set(token.secret, {
      secret: token.secret,
      expiresAt: known?.expiresAt ?? token.expiresAt,
      isCut: token.isCut,
      places: [...(known?.places ?? []), place],
      address: known?.address ?? own,
      nearby: distinct([...(known?.nearby ?? []), ...nearby.map(({ address }) => address)]),
    });
  }
  return [...leaks.values()];
}

const addressOf = ({ host, namespace, repo }: FoundRemote): RepoAddress => ({ host, namespace, repo });

function distinct(addresses: RepoAddress[]): RepoAddress[] {
  const byName = new Map(addresses.toReversed().map((one) => [`${one.namespace}/${one.repo}`, one]));
  return [...byName.values()].toReversed().slice(0, nearbyMax);
}

function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

function positionOf(lineStarts: number[], offset: number): { line: number; column: number } {
  let low = 0;
  let high = lineStarts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return { line: low + 1, column: offset - (lineStarts[low] ?? 0) + 1 };
}
