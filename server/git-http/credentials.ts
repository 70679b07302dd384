/**
 * The repo token in an `Authorization` header: Bearer, or the password of Basic with any user. Null when there is none.
 * It may carry its `?expires=` suffix, percent-encoded too: that is how it stands in a remote's URL.
 */
export function readSecret(authorization: string | undefined): string | null {
  if (authorization === undefined) return null;
  const match = /^(bearer|basic) +(\S+) *$/i.exec(authorization);
  const value = match?.[2];
  if (match?.[1] === undefined || value === undefined) return null;
  const secret = match[1].toLowerCase() === "bearer" ? value : passwordOf(value);
  return secret === null || secret === "" ? null : decoded(secret);
}

function passwordOf(base64: string): string | null {
  const pair = Buffer.from(base64, "base64").toString("utf8");
  const colon = pair.indexOf(":");
  return colon < 0 ? null : pair.slice(colon + 1);
}

function decoded(secret: string): string {
  if (!secret.includes("%")) return secret;
  try {
    return decodeURIComponent(secret);
  } catch {
    return secret;
  }
}
