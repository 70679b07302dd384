import { createHash, timingSafeEqual } from "node:crypto";

/**
 * Whether an `Authorization` header carries the API token. Hashes of both sides are compared, in constant time: neither
 * the token's content nor its length shows in how long a refusal takes.
 */
export function bearerCheck(apiToken: string): (header: string | undefined) => boolean {
  const expected = digest(apiToken);
  return (header) => {
    const credential = /^bearer +(\S+) *$/i.exec(header ?? "")?.[1];
    return timingSafeEqual(digest(credential ?? ""), expected) && credential !== undefined;
  };
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text, "utf8").digest();
}
