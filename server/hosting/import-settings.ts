import { type AllowedHosts, allowedHosts } from "@/egress/allowed-hosts";

export interface ImportSettings {
  /** How long an import may run. */
  maxSeconds: number;
  /** How much a remote may send. */
  maxBytes: number;
  /** How many imports run at once. */
  concurrency: number;
  /** Hosts and ports beyond the public ones. */
  allowed: AllowedHosts;
  /** Certificates to trust in place of the machine's, in PEM. */
  caBundle: string | null;
  /** Resolves a host to all its addresses; null for the system's resolver. */
  resolve: ((host: string) => Promise<string[]>) | null;
  /** How long a job stays ours without a renewal of its lease. */
  leaseMs: number;
  /** How often progress that has changed is noted, for who asks another process. */
  noteMs: number;
  probeTimeoutMs: number;
}

export const importDefaults: ImportSettings = {
  maxSeconds: 3600,
  maxBytes: 4 * 1024 ** 3,
  concurrency: 2,
  allowed: allowedHosts([]),
  caBundle: null,
  resolve: null,
  leaseMs: 30_000,
  noteMs: 1_000,
  probeTimeoutMs: 30_000,
};
