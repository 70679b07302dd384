import { formatSeconds } from "@/lib/format/seconds";
import { absoluteTime } from "@/lib/format/time-ago";
import type { RepoActivity, TokenProbe } from "@/lib/wire/leak-events";

interface RevokedToken {
  id: string;
  scope: string;
  created_at: string;
  expires_at: string;
}

export interface Incident {
  mask: string;
  /** Where in the pasted text, in words. */
  place: string;
  before: TokenProbe;
  proof: TokenProbe;
  /** The one with whose revocation the secret died. */
  token: RevokedToken;
  /** Revoked before it, by choice. */
  others: RevokedToken[];
  /** Of the token's own time; null where it could not be read. */
  activity: RepoActivity | null;
  /** Unix milliseconds. */
  revokedAt: number;
  tookMs: number;
}

const commitsMax = 10;

/** What happened, in Markdown, to paste into an incident log. It holds no secret. */
export function incidentNote(incidents: readonly Incident[]): string {
  return incidents.map(noteOf).join("\n");
}

function noteOf(incident: Incident): string {
  const { mask, place, before, proof, token, others, revokedAt, tookMs } = incident;
  const repo = `${before.namespace}/${before.repo}`;
  const revoked = absoluteTime(Math.floor(revokedAt / 1000));
  const lines = [
    `## Leaked Artifacts token \`${mask}\``,
    "",
    `- **What**: ${before.scope === "write" ? "read and write" : "read"} access to \`${repo}\`, alive when it was found (${before.said}).`,
    `- **Where**: ${place}.`,
    `- **Token** \`${token.id}\` (${token.scope}): made ${absoluteTime(token.created_at)}, would have lived until ${absoluteTime(token.expires_at)}.`,
    `- **Its time**: from ${absoluteTime(token.created_at)} to ${revoked}. ${evidenceOf(incident)}`,
    ...commitsOf(incident),
    `- **Not known**: ${limitsOf(before)}`,
    `- **Revoked**: ${revoked}, refused ${formatSeconds(tookMs)} after the order.`,
    ...others.map(
      (other) =>
        `- **Revoked before it**, by choice, and not it: \`${other.id}\` (${other.scope}), made ${absoluteTime(other.created_at)}.`,
    ),
    `- **Proof**: the repo’s Git remote answers ${proof.status}, “${proof.said}”.`,
    "",
  ];
  return lines.join("\n");
}

/** What is known of pushes in the token's time. */
function evidenceOf({ before, token, activity }: Incident): string {
  if (before.scope === "read") return "Nothing could be pushed with it.";
  if (activity === null) return "What was pushed then could not be read.";
  const { commits, hasMore, lastPushAt } = activity;
  if (lastPushAt !== null && isBefore(lastPushAt, token)) {
    return `The last push to the repo was before that, ${absoluteTime(lastPushAt)}: nothing was pushed in its time.`;
  }
  if (commits.length === 0) return "No commit on the default branch is dated then.";
  const count = hasMore ? `More than ${commits.length}` : String(commits.length);
  return `${count} ${commits.length === 1 ? "commit" : "commits"} on the default branch ${commits.length === 1 ? "is" : "are"} dated then:`;
}

function commitsOf({ before, token, activity }: Incident): string[] {
  if (before.scope === "read" || activity === null) return [];
  if (activity.lastPushAt !== null && isBefore(activity.lastPushAt, token)) return [];
  return activity.commits.slice(0, commitsMax).map((commit) => {
    const subject = commit.message.replace(/[`\r\n]/g, " ").slice(0, 100);
    return `  - \`${commit.hash.slice(0, 7)}\` \`${subject}\`, ${absoluteTime(commit.committedAt)}`;
  });
}

const isBefore = (push: string, token: RevokedToken) => Date.parse(push) < Date.parse(token.created_at);

/** What no record tells. */
function limitsOf({ scope }: TokenProbe): string {
  const reading = "what was cloned or read with it: reading leaves no trace";
  if (scope === "read") return `${reading}.`;
  return `${reading}; with which token a commit was pushed; what other branches and tags got. Commits carry the dates that their makers gave them, which may be false.`;
}
