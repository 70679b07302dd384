import "server-only";
import { lookup } from "node:dns/promises";
import type { LookupFunction } from "node:net";
import { type AllowedHosts, plainHost } from "./allowed-hosts";
import { isPublicAddress } from "./public-address";
import { RemoteError } from "./remote-error";
import { notPublic } from "./remote-url";

interface ResolvedAddress {
  address: string;
  family: number;
}

/** All addresses of a host; rejects, or gives none, for a name that is not known. */
export type Resolve = (host: string) => Promise<ResolvedAddress[]>;

export const resolveAll: Resolve = (host) => lookup(host, { all: true, verbatim: true });

/**
 * What a connection to `port` resolves names with: every address is checked, and the very addresses that were checked are
 * connected to, so that a name which answers differently the next time gains nothing. An address in the URL itself is never
 * looked up: `checkTarget` refuses it before.
 */
export function checkedLookup(resolve: Resolve, allowed: AllowedHosts, port: number): LookupFunction {
  async function checkedAddresses(host: string): Promise<ResolvedAddress[]> {
    const addresses = await resolve(host).catch(() => []);
    if (addresses.length === 0) throw new RemoteError("unknown-host", "The host name does not resolve");
    // One private address among public ones is enough: which of them is taken is not the remote's to choose.
    const isOpen =
      allowed.has(plainHost(host), port) || addresses.every((each) => isPublicAddress(each.address));
    if (!isOpen) throw notPublic();
    return addresses;
  }

  return (host, options, done) => {
    checkedAddresses(host).then(
      (addresses) => {
        const [first] = addresses;
        if (options.all || first === undefined) done(null, addresses);
        else done(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => done(error, []),
    );
  };
}
