/** Hosts that a person has opened: private ones, and ports other than 443. */
export interface AllowedHosts {
  /** Whether this host may be reached at this port, whatever its address. */
  has(host: string, port: number): boolean;
}

/**
 * Entries are `host` (all its ports) or `host:port`; an IPv6 address that has a port stands in brackets. Throws an `Error`
 * whose message names the invalid entry.
 */
export function allowedHosts(entries: readonly string[]): AllowedHosts {
  const allowed = new Set<string>();
  for (const entry of entries) {
    const match =
      /^(\[[0-9A-Fa-f:.]+\]|[^:[\]/@?#\s]+|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)(?::(\d{1,5}))?$/.exec(
        entry,
      );
    const port = match?.[2];
    if (match?.[1] === undefined || (port !== undefined && (Number(port) < 1 || Number(port) > 65_535))) {
      throw new Error(`${JSON.stringify(entry)} is neither host nor host:port`);
    }
    allowed.add(keyOf(match[1], port ?? "*"));
  }
  return {
    has: (host, port) => allowed.has(keyOf(host, "*")) || allowed.has(keyOf(host, String(port))),
  };
}

/** One spelling for each host: lower case, without brackets and the dot of the root. */
export function plainHost(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, "$1")
    .replace(/\.$/, "");
}

const keyOf = (host: string, port: string) => `${plainHost(host)} ${port}`;
