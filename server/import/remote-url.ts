import { isIP } from "node:net";
import { type AllowedHosts, plainHost } from "./allowed-hosts";
import { isPublicAddress } from "./public-address";

/** A URL that no import may use. The message is for the person who sent it. */
export class RemoteUrlError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "RemoteUrlError";
  }
}

/**
 * The URL of a public HTTPS remote in its one normal spelling: numbers that stand for an address (decimal, octal, hex) have
 * become that address. Throws `RemoteUrlError`.
 */
export function readRemoteUrl(text: string, allowed: AllowedHosts): string {
  // What URL parsers drop or trim, each in its own way, is refused before one of them is asked.
  if (!/^[\x21-\x7e]+$/.test(text) || text.includes("\\")) throw new RemoteUrlError("Not a valid URL");
  if (!/^https:\/\/[^/]/i.test(text)) throw new RemoteUrlError("The URL must begin with https://");
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null) throw new RemoteUrlError("Not a valid URL");
  if (url.username !== "" || url.password !== "") {
    throw new RemoteUrlError("The URL must not carry credentials");
  }
  if (text.includes("?") || text.includes("#")) {
    throw new RemoteUrlError("The URL must have neither a query nor a fragment");
  }
  const refusal = targetRefusal(url.hostname, url.port === "" ? 443 : Number(url.port), allowed);
  if (refusal !== null) throw new RemoteUrlError(refusal);
  return url.href;
}

/** Why a host and port must not be connected to, as far as their names tell; null when nothing stands against them. */
export function targetRefusal(host: string, port: number, allowed: AllowedHosts): string | null {
  if (allowed.has(host, port)) return null;
  if (port !== 443) return "The remote must be on port 443";
  const plain = plainHost(host);
  return isIP(plain) !== 0 && !isPublicAddress(plain) ? notPublic : null;
}

export const notPublic = "The remote has no public address";

/** What an imported repo says of where it came from. */
export function sourceOf(url: string): string {
  return `git:${url.replace(/\/+$/, "").replace(/\.git$/, "")}.git`;
}
