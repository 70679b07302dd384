import type { LastChanged } from "@/lib/wire/answers";

export interface EntryTurnsProps {
  namespace: string;
  repo: string;
  refName: string;
  /** Of the root. */
  treeHash: string;
  /** Null where the files belong to none. */
  commit: string | null;
  path: string;
  /** How many the directory has. */
  rows: number;
  /** Whether the rows are drawn without their changes. */
  isLong: boolean;
  /** As far as the server had come. Where the rows have their changes, without these. */
  history: LastChanged | null;
  /** Commits that are looked at before the reader is asked, and at most. */
  lookLimits: { commitsAtFirst: number; commitsMax: number };
  now: number;
}
