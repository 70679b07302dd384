import "server-only";
import { isIP } from "node:net";
import { type AllowedHosts, plainHost } from "./allowed-hosts";
import { isPublicAddress } from "./public-address";
import { RemoteError } from "./remote-error";

/**
 * The URL of a public HTTPS remote in its one normal spelling: numbers that stand for an address (decimal, octal, hex) have
 * become that address. Throws `RemoteError`.
 */
export function readRemoteUrl(text: string, allowed: AllowedHosts): URL {
  // What URL parsers drop or trim, each in its own way, is refused before one of them is asked.
  if (!/^[\x21-\x7e]+$/.test(text) || text.includes("\\") || !URL.canParse(text)) {
    throw new RemoteError("not-an-address", "Not a valid URL");
  }
  if (!/^https:\/\/[^/]/i.test(text)) throw new RemoteError("not-https", "The URL must begin with https://");
  const url = new URL(text);
  if (url.username !== "" || url.password !== "" || text.includes("?") || text.includes("#")) {
    throw new RemoteError("not-an-address", "The URL carries credentials, a query or a fragment");
  }
  checkTarget(url, allowed);
  return url;
}

/** Refuses a host and port that must not be connected to, as far as their names tell. Throws `RemoteError`. */
export function checkTarget(url: URL, allowed: AllowedHosts): void {
  const port = portOf(url);
  if (allowed.has(url.hostname, port)) return;
  const usual = usualPort(url);
  if (port !== usual) throw new RemoteError("forbidden-port", `The remote must be on port ${usual}`);
  const host = plainHost(url.hostname);
  if (isIP(host) !== 0 && !isPublicAddress(host)) throw notPublic();
}

export const portOf = (url: URL) => (url.port === "" ? usualPort(url) : Number(url.port));

const usualPort = (url: URL) => (url.protocol === "http:" ? 80 : 443);

export const notPublic = () => new RemoteError("forbidden-address", "The remote has no public address");
