/**
 * What of a name is indexed, so that a part of it is found: its pieces of 1, 2 and 3 characters, and longer ones, each twice as
 * long as the one before. A part is asked for by pieces at least half as long as itself, which overlap: they are rare where it
 * is rare, though every shorter piece of it stands in every name ("run-agent" among a million of "agent-run").
 */
export const pieceLengths = [1, 2, 3, 4, 8, 16];

/** Longer pieces are indexed by a hash of so many bits: names made of chance would fill the index with pieces of their own. */
export const hashBits = 18;
export const shortMax = 3;

/** So many pieces of a part are asked for at most; each costs time. */
const askedMax = 8;

export function piecesOf(text: string, length: number): string[] {
  const pieces = new Set<string>();
  for (let at = 0; at + length <= text.length; at += 1) pieces.add(text.slice(at, at + length));
  return [...pieces];
}

/** How long the pieces are by which a part is asked for. */
export function askedLength(part: string, longest = Number.POSITIVE_INFINITY): number {
  return pieceLengths.findLast((length) => length <= Math.min(part.length, longest)) ?? 1;
}

/** Pieces that every name with this part has, none longer than `longest`. */
export function askedPieces(part: string, longest?: number): string[] {
  const pieces = piecesOf(part, askedLength(part, longest));
  if (pieces.length <= askedMax) return pieces;
  return Array.from(
    { length: askedMax },
    (_, at) => pieces[Math.round((at * (pieces.length - 1)) / (askedMax - 1))] ?? "",
  );
}

/** The piece as a word of ASCII letters and digits and what names hold; no two short ones are the same. */
export function wordOf(piece: string): string {
  if (piece.length <= shortMax) return piece;
  let hash = 0x811c9dc5;
  for (let at = 0; at < piece.length; at += 1) {
    hash = Math.imul(hash ^ piece.charCodeAt(at), 0x01000193);
  }
  const bits = (hash ^ (hash >>> hashBits)) & (2 ** hashBits - 1);
  // Four digits behind the length: never as short as a short piece.
  return piece.length.toString(36) + bits.toString(36).padStart(4, "0");
}
