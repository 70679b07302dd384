import { Agent } from "node:https";
import type { AllowedHosts } from "./allowed-hosts";
import { checkedLookup, type Resolve } from "./checked-lookup";

interface AgentOptions {
  allowed: AllowedHosts;
  /** In PEM, all that is trusted; null for what Node trusts by itself. */
  ca: string | null;
  resolve: Resolve;
  /** The connection is to this port. */
  port: number;
}

/** The connections to one remote. */
export function remoteAgent({ allowed, ca, resolve, port }: AgentOptions): Agent {
  const lookup = checkedLookup(resolve, allowed, port);
  return new Agent({ keepAlive: true, maxSockets: 1, lookup, ...(ca === null ? {} : { ca }) });
}
