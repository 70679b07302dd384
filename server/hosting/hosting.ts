import type { RepoStorage } from "@/server/storage/repo-storage";
import type { Store } from "@/server/store/open-store";

/** What every verb of the service works on. */
export interface Hosting {
  storage: RepoStorage;
  store: Store;
  /** Origin that `remote` carries, without a trailing slash. Never taken from a request. */
  publicUrl: string;
  /** Authenticates list cursors. */
  cursorKey: Buffer;
  /** Unix milliseconds. */
  now(): number;
  log(event: string, fields: object): void;
}

export interface HostingOptions {
  storage: RepoStorage;
  store: Store;
  publicUrl: string;
  log: (event: string, fields: object) => void;
  now?: () => number;
}
