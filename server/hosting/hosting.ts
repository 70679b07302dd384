import type { AllowedHosts } from "@/egress/allowed-hosts";
import type { Store } from "@/server/db/open-store";
import type { RepoStorage } from "@/server/storage/repo-storage";
import type { ImportFailureReason } from "./import-failure";
import type { ImportSettings } from "./import-settings";
import type { Maintenance } from "./maintenance";
import type { PendingDeletionSweep } from "./sweep-pending-deletions";
import type { WideTrees } from "./wide-trees";

/** What every verb of the service works on. */
export interface Hosting {
  storage: RepoStorage;
  store: Store;
  /** Origin that `remote` carries, without a trailing slash. Never taken from a request. */
  publicUrl: string;
  /** Authenticates list cursors. */
  cursorKey: Buffer;
  maintenance: Maintenance;
  sweep: PendingDeletionSweep;
  wideTrees: WideTrees;
  /** Unix milliseconds. */
  now(): number;
  /** The same by the database's clock, for leases and ages. */
  clock(): Promise<number>;
  log(event: string, fields: object): void;
  imports: Imports;
}

/** The imports that run in the background. */
export interface Imports {
  readonly allowed: AllowedHosts;
  readonly runningCount: number;
  /** To be called when an import was put in line. */
  wake(): void;
  /** Asks a remote for the branch to import, the default one when `branch` is null. */
  probe(url: string, branch: string | null): Promise<{ branch: string } | ImportFailureReason>;
  /** How far the import of a repo is, whichever process runs it, as the envelope says it. */
  progressOf(repoId: string): Promise<string>;
  /**
   * Ends the import of a repo that has just been deleted, and resolves when nothing of it runs here any more. Another process
   * that runs it finds its job gone.
   */
  cancel(repoId: string): Promise<void>;
  /** Ends what runs, and leaves it in line for the next start. */
  stop(): Promise<void>;
}

export interface HostingOptions {
  storage: RepoStorage;
  store: Store;
  publicUrl: string;
  log: (event: string, fields: object) => void;
  now?: () => number;
  imports?: Partial<ImportSettings>;
  /** How long a repo rests after its last push before it is tidied. */
  maintainAfterMs?: number;
}
