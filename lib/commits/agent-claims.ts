import type { Turn } from "./parse-conversation";

/** What a note claims of the agents behind a commit, whichever program wrote it. */
export interface AgentClaims {
  sessions: ClaimedSession[];
  files: ClaimedFile[];
}

export interface ClaimedSession {
  /** Empty where nothing says so. */
  tool: string;
  model: string;
  /** Who led it. */
  human: string;
  /** `accepted 20`, in the words of the note. */
  counts: string[];
  prompts: Turn[];
}

export interface ClaimedFile {
  path: string;
  /** `1-4,9`, and by whom. */
  marks: { by: string; lines: string }[];
}
