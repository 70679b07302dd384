import { formatSeconds } from "@/lib/format/seconds";
import { absoluteTime } from "@/lib/format/time-ago";
import type { RepoActivity, TokenProbe } from "@/lib/wire/leak-events";

export interface Incident {
  mask: string;
  /** Where in the pasted text, in words. */
  place: string;
  before: TokenProbe;
  proof: TokenProbe;
  revoked: { id: string; scope: string; created_at: string; expires_at: string }[];
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

function noteOf({ mask, place, before, proof, revoked, activity, revokedAt, tookMs }: Incident): string {
  const repo = `${before.namespace}/${before.repo}`;
  const lines = [
    `## Leaked Artifacts token \`${mask}\``,
    "",
    `- **What**: ${before.scope === "write" ? "read and write" : "read"} access to \`${repo}\`, alive when it was found (${before.said}).`,
    `- **Where**: ${place}.`,
    ...revoked.map(
      (token) =>
        `- **Token** \`${token.id}\` (${token.scope}): made ${absoluteTime(token.created_at)}, would have lived until ${absoluteTime(token.expires_at)}.`,
    ),
    `- **Meanwhile**: ${activityWords(activity)}`,
    ...(activity?.commits.slice(0, commitsMax).map((commit) => {
      const subject = commit.message.replace(/[`\r\n]/g, " ").slice(0, 100);
      return `  - \`${commit.hash.slice(0, 7)}\` \`${subject}\`, ${absoluteTime(commit.committedAt)}`;
    }) ?? []),
    `- **Revoked**: ${absoluteTime(Math.floor(revokedAt / 1000))}, refused ${formatSeconds(tookMs)} after the order.`,
    `- **Proof**: the repo’s Git remote answers ${proof.status}, “${proof.said}”.`,
    "",
  ];
  return lines.join("\n");
}

function activityWords(activity: RepoActivity | null): string {
  if (activity === null) return "what was pushed is not known.";
  const { commits, hasMore } = activity;
  if (commits.length === 0) return "no commit on the default branch is dated in that time.";
  const count = hasMore ? `more than ${commits.length}` : String(commits.length);
  return `${count} ${commits.length === 1 ? "commit" : "commits"} on the default branch ${commits.length === 1 ? "is" : "are"} dated in that time.`;
}
