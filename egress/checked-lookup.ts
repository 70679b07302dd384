import { lookup } from "node:dns/promises";
import type { LookupFunction } from "node:net";
import type { AllowedHosts } from "./allowed-hosts";
import { addressesRefusal } from "./remote-url";

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
    const refusal = addressesRefusal(
      host,
      port,
      addresses.map(({ address }) => address),
      allowed,
    );
    if (refusal !== null) throw refusal;
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
