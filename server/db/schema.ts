/**
 * The tables. One schema for SQLite and PostgreSQL: ids are text, times are unix milliseconds, booleans are 0 or 1.
 * `*_key` columns hold a name in lower case: names are unique and looked up without regard to case, stored as written.
 */
export interface Tables {
  namespaces: NamespacesTable;
  repos: ReposTable;
  pending_deletions: PendingDeletionsTable;
  tokens: TokensTable;
  settings: SettingsTable;
  jobs: JobsTable;
  failed_imports: FailedImportsTable;
}

interface NamespacesTable {
  id: string;
  name: string;
  name_key: string;
  /** Kept in the transaction that adds or removes a repo, so that no list ever counts rows. */
  repo_count: number;
  /** Begins the numbers of its repos; unique on SQLite, where they are row ids of the index of names. */
  number: number;
  /** Of the repo made last; neither ever runs backwards. */
  last_repo_number: number;
  last_repo_created_at: number;
  created_at: number;
  updated_at: number;
}

interface ReposTable {
  id: string;
  namespace_id: string;
  name: string;
  name_key: string;
  /** Rises within its namespace in the order of creation, as `created_at` does: what breaks its ties. */
  number: number;
  /** Where the repo stands in the order of its updates and of its pushes: the time in milliseconds × 1024, and more. */
  updated_place: number;
  pushed_place: number;
  description: string | null;
  /** A copy, for lists, of what HEAD in the repo points at: that decides. */
  default_branch: string;
  read_only: number;
  status: "ready" | "creating" | "importing" | "forking";
  source: string | null;
  created_at: number;
  updated_at: number;
  /** 0 stands for "never". */
  last_push_at: number;
}

/** Repos whose folder must go: written before a folder is made and in the transaction that removes a repo's row. */
interface PendingDeletionsTable {
  repo_id: string;
  since: number;
  /** The process that is about to make the repo or to remove it; null in rows of older versions. */
  owner: string | null;
}

interface TokensTable {
  id: string;
  repo_id: string;
  secret_hash: string;
  scope: "read" | "write";
  created_at: number;
  expires_at: number;
  revoked_at: number | null;
}

interface SettingsTable {
  name: string;
  value: string;
}

/** Work in the background. Who runs a job holds its lease, and raises its fence when taking it. */
interface JobsTable {
  id: string;
  kind: "import" | "maintain" | "sweep";
  repo_id: string;
  state: "queued" | "running";
  attempts: number;
  lease_owner: string | null;
  /** 0 while no process holds it. */
  lease_until: number;
  fence: number;
  /** When it is wanted again, by who found it running; null when nobody did. */
  again_at: number | null;
  /** JSON, read by the process that runs the job. */
  payload: string;
  /** How far it is, in the words of its kind, by who runs it for who is asked; null when nothing was said yet. */
  progress: string | null;
  created_at: number;
}

/** Why the import of a name failed, for the requests for that name, for a while. */
interface FailedImportsTable {
  namespace_key: string;
  name_key: string;
  code: number;
  message: string;
  expires_at: number;
}
