/** Numbers below `below`, the same for a seed at every run. */
export function seededNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** What code is full of: blank lines, braces, indents, white space at the end, lines that differ in it alone. */
const usual = [
  ["", "", "}", "  }", "{", "  if (x) {", "\treturn;", "    go();", "  stay();", "# c"],
  ["   ", "a b", "a  b", "a b ", "x\f", "\vy", "end"],
].flat();

export type TextPair = [before: Buffer, after: Buffer];

/**
 * Pairs of a text and the same text edited: lines repeat much or little; some are added, removed, replaced or moved as blocks; some end in
 * CRLF, some without a newline, some sides are empty or have nothing in common.
 */
export function textPairs(seed: number, count: number): TextPair[] {
  const random = seededNumbers(seed);
  const oneOf = <T>(values: readonly [T, ...T[]]): T => values[random(values.length)] ?? values[0];
  return Array.from({ length: count }, () => {
    const vocabulary = oneOf([2, 3, 5, 17, 40, 1000]);
    const size = oneOf([0, 1, 5, 30, 100, 400, 1500]);
    const line = () =>
      vocabulary <= usual.length || random(3) === 0
        ? (usual[random(Math.min(vocabulary, usual.length))] ?? "")
        : `w${random(vocabulary)}`;
    const lines = (most: number) => Array.from({ length: random(most + 1) }, line);
    const before = lines(size);
    const after = random(20) === 0 ? lines(size) : [...before];
    for (let edits = random(1 + oneOf([3, 10, size])); edits > 0; edits--) {
      const at = random(after.length + 1);
      const kind = random(4);
      if (kind === 0) after.splice(at, random(5));
      else if (kind === 1) after.splice(at, 0, ...lines(6));
      else if (kind === 2) after.splice(random(after.length + 1), 0, ...after.splice(at, random(20)));
      else after.splice(at, 1, line());
    }
    const ending = random(8) === 0 ? "\r\n" : "\n";
    const bytes = (text: string[], between: string) =>
      Buffer.from(text.join(between) + (text.length > 0 && random(6) > 0 ? between : ""), "latin1");
    return [bytes(before, random(2) === 0 ? "\n" : ending), bytes(after, ending)];
  });
}
