import { isIP } from "node:net";
import { type AllowedHosts, plainHost } from "./allowed-hosts";
import { EgressError } from "./egress-error";
import { isPublicAddress } from "./public-address";

/**
 * The URL of a public HTTPS remote in its one normal spelling: numbers that stand for an address (decimal, octal, hex) have
 * become that address. Throws `EgressError`.
 */
export function readRemoteUrl(text: string, allowed: AllowedHosts): URL {
  // What URL parsers drop or trim, each in its own way, is refused before one of them is asked.
  if (!/^[\x21-\x7e]+$/.test(text) || text.includes("\\")) throw notAnAddress("Not a valid URL");
  if (!/^https:\/\/[^/]/i.test(text)) {
    const kind = URL.canParse(text) ? "not-https" : "not-an-address";
    throw new EgressError(kind, "The URL must begin with https://");
  }
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null) throw notAnAddress("Not a valid URL");
  if (!isHost(plainHost(url.hostname))) throw notAnAddress("The URL has no valid host name");
  if (url.username !== "" || url.password !== "") throw notAnAddress("The URL must not carry credentials");
  if (text.includes("?") || text.includes("#")) {
    throw notAnAddress("The URL must have neither a query nor a fragment");
  }
  checkTarget(url, allowed);
  return url;
}

const label = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?";
const hostName = new RegExp(`^${label}(?:\\.${label})*\\.?$`);

/** An address, or what can be a name in the DNS (RFC 1123, and the underscores that some use). */
function isHost(host: string): boolean {
  return isIP(host) !== 0 || (host.length <= 254 && hostName.test(host));
}

/** Refuses a host and port that must not be connected to, as far as their names show. Throws `EgressError`. */
export function checkTarget(url: URL, allowed: AllowedHosts): void {
  const refusal = targetRefusal(url.hostname, portOf(url), allowed, usualPort(url));
  if (refusal !== null) throw refusal;
}

/** The same of a bare host and port; null when nothing stands against them. */
export function targetRefusal(
  host: string,
  port: number,
  allowed: AllowedHosts,
  usual = 443,
): EgressError | null {
  if (allowed.has(host, port)) return null;
  if (port !== usual) return new EgressError("forbidden-port", `The remote must be on port ${usual}`);
  const plain = plainHost(host);
  return isIP(plain) !== 0 && !isPublicAddress(plain) ? notPublic() : null;
}

/**
 * Refuses the addresses that a host resolves to unless all of them are public: which of them is connected to is not the
 * remote's to choose. Null when nothing stands against them.
 */
export function addressesRefusal(
  host: string,
  port: number,
  addresses: readonly string[],
  allowed: AllowedHosts,
): EgressError | null {
  if (addresses.length === 0) return new EgressError("unknown-host", "The host name does not resolve");
  return allowed.has(host, port) || addresses.every(isPublicAddress) ? null : notPublic();
}

export const portOf = (url: URL) => (url.port === "" ? usualPort(url) : Number(url.port));

const usualPort = (url: URL) => (url.protocol === "http:" ? 80 : 443);

const notAnAddress = (message: string) => new EgressError("not-an-address", message);

const notPublic = () => new EgressError("forbidden-address", "The remote has no public address");
