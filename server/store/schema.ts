/**
 * The tables. One schema for SQLite and PostgreSQL: ids are text, times are unix milliseconds, booleans are 0 or 1.
 * `*_key` columns hold a name in lower case: names are unique and looked up without regard to case, stored as written.
 */
export interface Tables {
  namespaces: NamespacesTable;
  repos: ReposTable;
  doomed_repos: DoomedReposTable;
  tokens: TokensTable;
  settings: SettingsTable;
}

interface NamespacesTable {
  id: string;
  name: string;
  name_key: string;
  /** Kept in the transaction that adds or removes a repo, so that no list ever counts rows. */
  repo_count: number;
  created_at: number;
  updated_at: number;
}

interface ReposTable {
  id: string;
  namespace_id: string;
  name: string;
  name_key: string;
  description: string | null;
  default_branch: string;
  read_only: number;
  status: "ready" | "creating" | "importing" | "forking";
  source: string | null;
  created_at: number;
  updated_at: number;
  /** 0 stands for "never": a null would sort differently on SQLite and PostgreSQL, and break keyset paging. */
  last_push_at: number;
}

/** Repos whose folder must go: written before a folder is made and in the transaction that removes a repo's row. */
interface DoomedReposTable {
  repo_id: string;
  since: number;
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
