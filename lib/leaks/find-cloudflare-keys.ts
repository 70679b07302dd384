/** Kinds of credentials of Cloudflare's API, recognized by their form alone: whether one is live cannot be tried. */
export type CloudflareKeyKind =
  | "cloudflare-user-token"
  | "cloudflare-account-token"
  | "cloudflare-global-key"
  | "cloudflare-unprefixed-token"
  | "cloudflare-unprefixed-key"
  | "cloudflare-origin-ca-key";

export interface FoundCloudflareKey {
  kind: CloudflareKeyKind;
  /** Keep it in memory alone. */
  secret: string;
  start: number;
}

/** Enough of the beginning to show its kind, and a few letters to distinguish two. */
export function maskCloudflareKey({ kind, secret }: FoundCloudflareKey): string {
  const prefix = kind === "cloudflare-origin-ca-key" ? 5 : (/^cf(?:k|ut|at)_/.exec(secret)?.[0].length ?? 0);
  return `${secret.slice(0, prefix + 4)}…`;
}

const notInWord = "(?<![A-Za-z0-9_-])";
const wordEnds = "(?![A-Za-z0-9_-])";

/** https://developers.cloudflare.com/fundamentals/api/get-started/token-formats: a prefix, 40 characters, and a checksum seen as 8 hex digits. */
const prefixed = new RegExp(`${notInWord}(cfut|cfat|cfk)_([A-Za-z0-9]{40})([0-9a-f]{8})${wordEnds}`, "g");
const prefixedKinds = {
  cfut: "cloudflare-user-token",
  cfat: "cloudflare-account-token",
  cfk: "cloudflare-global-key",
} as const;

/** Origin CA keys, which the API knows as user service keys. */
const originCa = new RegExp(`${notInWord}v1\\.0-[0-9a-f]{24}-[0-9a-f]{146}${wordEnds}`, "g");

/**
 * Before 2026 a token was 40 letters and a global key 37 to 45 hex digits, with nothing to know them by: only what is given a name
 * of Cloudflare's counts (`CF_API_TOKEN=…`, `"cloudflare_api_key": "…"`, `X-Auth-Key: …`).
 */
const named =
  /\b((?:CF|CLOUDFLARE)[A-Z0-9_.-]{0,40}(?:TOKEN|KEY|SECRET)|X-Auth-Key)["'`\]]{0,2}[ \t]{0,4}(?:=>|:=|[:=])[ \t]{0,4}["'`]?(?:Bearer[ \t]{1,4})?([A-Za-z0-9_-]{37,45})(?![A-Za-z0-9_-])/gi;

/** `Authorization: Bearer …` on the lines of a call to Cloudflare's API. */
const bearer =
  /Authorization["'`]?[ \t]{0,4}[:=,][ \t]{0,4}["'`]?Bearer[ \t]{1,4}([A-Za-z0-9_-]{40})(?![A-Za-z0-9_-])/gi;
const nearChars = 300;

export function findCloudflareKeys(text: string): FoundCloudflareKey[] {
  const found = new Map<number, FoundCloudflareKey>();
  const add = (kind: CloudflareKeyKind, secret: string, start: number) => {
    if (!found.has(start)) found.set(start, { kind, secret, start });
  };
  for (const match of text.matchAll(prefixed)) {
    const [whole, prefix, body = ""] = match;
    if (!isRandom(body) || (prefix !== "cfut" && prefix !== "cfat" && prefix !== "cfk")) continue;
    add(prefixedKinds[prefix], whole, match.index);
  }
  for (const match of text.matchAll(originCa)) add("cloudflare-origin-ca-key", match[0], match.index);
  for (const match of text.matchAll(named)) {
    const [whole, name = "", secret = ""] = match;
    const kind = kindOfNamed(name, secret);
    if (kind !== null) add(kind, secret, match.index + whole.length - secret.length);
  }
  for (const match of text.matchAll(bearer)) {
    const [whole, secret = ""] = match;
    const around = text.slice(Math.max(0, match.index - nearChars), match.index + whole.length + nearChars);
    if (!/api\.cloudflare\.com/i.test(around) || !isUnprefixedToken(secret)) continue;
    add("cloudflare-unprefixed-token", secret, match.index + whole.length - secret.length);
  }
  return [...found.values()].toSorted((a, b) => a.start - b.start);
}

function kindOfNamed(name: string, secret: string): CloudflareKeyKind | null {
  if (isUnprefixedToken(secret) && !/^x-auth-key$/i.test(name)) return "cloudflare-unprefixed-token";
  const isKey = /^[0-9a-f]{37,45}$/.test(secret) && isRandom(secret) && /key$/i.test(name);
  // Forty hex digits are a commit far more often.
  return isKey && secret.length !== 40 ? "cloudflare-unprefixed-key" : null;
}

/** A hash is all hex, and what people write in an example has words or one letter over and over. */
function isUnprefixedToken(text: string): boolean {
  return (
    text.length === 40 &&
    /[a-z]/.test(text) &&
    /[A-Z]/.test(text) &&
    /\d/.test(text) &&
    !/^[0-9a-f]+$/i.test(text) &&
    isRandom(text)
  );
}

const distinctMin = 10;

function isRandom(text: string): boolean {
  return new Set(text).size >= distinctMin && !/(.)\1{4}|your|example|placeholder|token|secret/i.test(text);
}
