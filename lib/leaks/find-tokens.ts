/** A token, or what is left of one, as it stands in a text. */
export interface FoundToken {
  /** Without `?expires=…`: the password of HTTP Basic. Of a cut one, what is left. */
  secret: string;
  /** Unix seconds, from the `?expires=` behind it. */
  expiresAt: number | null;
  isCut: boolean;
  start: number;
  end: number;
}

/**
 * `art_v<digits>_` at the beginning of a word. The hosted service's tokens look like `art_v1_<40 hex>` and `art_v2_x_<40 hex>`;
 * later versions are recognized by `?expires=`, or by a long enough run at their end.
 */
const tokenLike =
  /(?<![A-Za-z0-9])(?<![A-Za-z0-9]_)art_v(\d{1,3})_([A-Za-z0-9_-]*)((?:…|\.{3}|\*{3})?)(?:\?expires=(\d{9,12})(?!\d))?/g;
const knownBody = /^(?:[a-z0-9]{1,8}_)?[0-9a-f]{40}$/;
const cutBody = /^(?:[a-z0-9]{1,8}_)?[0-9a-f]{8,39}$/;
const cutBodyWithDots = /^(?:[a-z0-9]{1,8}_)?[0-9a-f]{0,39}$/;
const laterBody = /^[A-Za-z0-9_-]{16,200}$/;
const longRun = /(?:^|[_-])(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9]{32,}$/;

export function findTokens(text: string): FoundToken[] {
  const found: FoundToken[] = [];
  for (const match of text.matchAll(tokenLike)) {
    const [whole, version = "", run = "", dots = "", expires] = match;
    // The end of an emphasis in Markdown, or of a dash in a sentence.
    const body = run.replace(/[_-]+$/, "");
    const kind = kindOf(body, Number(version), dots !== "", expires !== undefined);
    if (kind === null) continue;
    const secret = `art_v${version}_${body}`;
    found.push({
      secret,
      expiresAt: kind === "whole" && expires !== undefined ? Number(expires) : null,
      isCut: kind === "cut",
      start: match.index,
      end: match.index + (expires === undefined ? secret.length : whole.length),
    });
  }
  return found;
}

function kindOf(body: string, version: number, hasDots: boolean, hasExpiry: boolean): "whole" | "cut" | null {
  if (hasDots) return cutBodyWithDots.test(body) || cutBody.test(body) ? "cut" : null;
  if (knownBody.test(body)) return "whole";
  if (cutBody.test(body)) return "cut";
  if (hasExpiry && laterBody.test(body)) return "whole";
  return version > 2 && laterBody.test(body) && longRun.test(body) ? "whole" : null;
}
