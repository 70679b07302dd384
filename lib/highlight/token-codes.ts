import type { Line, Token } from "./roles";

/**
 * Tokens of many lines as one short string, for the way to the browser: a token is its length in base 36 and a capital letter for
 * its role, lines are parted by a space, and what a line has no token for is ordinary text (`5C1A` colours five characters).
 */
export function encodeTokens(packed: Uint32Array): string {
  let codes = "";
  for (let at = 0; at < packed.length; ) {
    if (at > 0) codes += " ";
    const end = at + 1 + (packed[at] ?? 0);
    at++;
    for (; at < end; at++) {
      const token = packed[at] ?? 0;
      const role = token % 32;
      if (role === 0 && at === end - 1) continue;
      codes += Math.floor(token / 32).toString(36) + String.fromCharCode(65 + role);
    }
  }
  return codes;
}

/** The tokens of one line, from its text and its part of the codes. */
export function decodeLine(text: string, codes: string): Line {
  const tokens: Token[] = [];
  let from = 0;
  for (const [length, role] of tokensOf(codes)) {
    tokens.push([text.slice(from, from + length), role]);
    from += length;
  }
  if (from < text.length) tokens.push([text.slice(from), 0]);
  return tokens;
}

/** How long each token of one line is, and its role. */
export function tokensOf(codes: string): (readonly [length: number, role: number])[] {
  return [...codes.matchAll(/([0-9a-z]+)([A-Z])/g)].map(
    ([, length = "", role = ""]) => [Number.parseInt(length, 36), role.charCodeAt(0) - 65] as const,
  );
}
