import { shortHash } from "@/lib/format/short-hash";
import { absoluteTime } from "@/lib/format/time-ago";
import type { ScanScope } from "@/lib/wire/scan-events";
import { sinceWords } from "./describe-hits";
import { isSinceCertain } from "./followed-places";
import { type ScanState, secretsOf, totalOf } from "./scan-state";
import { describeExtent, describeLeftOut, describeVerdict, leftOutWords, pauseWords } from "./scan-words";

const endWords = ({ end }: ScanState): string => {
  switch (end?.kind) {
    case "done":
      return "complete";
    case "paused":
      return `not complete: it stopped ${pauseWords[end.reason]}`;
    case "failed":
      return "not complete: it failed";
    default:
      return "not complete: it was stopped";
  }
};

const nameOf = (scope: ScanScope) =>
  scope.kind === "namespace" ? scope.namespace : `${scope.namespace}/${scope.repo}`;

/** What repos hold is no Markdown of ours. */
const code = (text: string) => `\`${text.replace(/[`\r\n]/g, " ")}\``;

/** The findings in Markdown. It holds no secret. `now` in unix milliseconds. */
export function scanMarkdown(scope: ScanScope, state: ScanState, now: number): string {
  const lines = [
    `# Tokens in ${code(nameOf(scope))}`,
    "",
    `- **Looked at**: ${describeExtent(scope, state)}, ${absoluteTime(Math.floor(now / 1000))}.`,
    `- **The scan is** ${endWords(state)}.`,
    ...describeLeftOut(state).map((words) => `- **Left out**: ${words}.`),
    "",
  ];
  const isWhole = isSinceCertain(state);
  for (const { key, first, hits } of secretsOf(state.hits)) {
    lines.push(
      `## ${code(first.mask)}`,
      "",
      `Verdict: ${describeVerdict(first, state.verdicts[key], now)}.`,
      "",
    );
    for (const { repo, path, line, column, commit, committedAt, disguises, since, isAtTip } of hits) {
      const hidden = disguises.length > 0 ? ` (${disguises.join(", ")})` : "";
      const where = scope.kind === "namespace" ? `${repo}: ${path}` : path;
      lines.push(
        since === null
          ? `- ${code(`${where}:${line}:${column}`)}${hidden}, seen at ${code(shortHash(commit))} of ${absoluteTime(committedAt)}`
          : `- ${code(`${where}:${line}:${column}`)}${hidden}, ${sinceWords(since, isWhole)}, ${isAtTip ? "still at a branch or tag" : `last in ${code(shortHash(commit))} of ${absoluteTime(committedAt)}`}`,
      );
    }
    lines.push("");
  }
  if (state.hits.length === 0) lines.push("No token was found.", "");
  if (state.leftOut.length > 0) {
    lines.push("## Left out", "");
    for (const { reason, repo, path } of state.leftOut) {
      lines.push(`- ${code(path === null ? repo : `${repo}: ${path}`)}, ${leftOutWords[reason]}`);
    }
    lines.push("");
  }
  return lines.join("\n");
}

/** The findings as JSON. It holds no secret. */
export function scanJson(scope: ScanScope, state: ScanState, now: number): string {
  const report = {
    scope,
    commit: state.begun?.commit ?? null,
    reported_at: new Date(now).toISOString(),
    status: endWords(state),
    counts: totalOf(state),
    secrets: secretsOf(state.hits).map(({ key, first, hits }) => ({
      mask: first.mask,
      kind: first.kind,
      expires_at: first.expiresAt === null ? null : new Date(first.expiresAt * 1000).toISOString(),
      verdict: describeVerdict(first, state.verdicts[key], now),
      places: hits.map(
        ({ namespace, repo, commit, path, blob, line, column, disguises, isAtTip, since }) => ({
          namespace,
          repo,
          commit,
          path,
          blob,
          line,
          column,
          disguises,
          is_at_tip: isAtTip,
          since: since === null ? null : { commit: since.commit, is_certain: isSinceCertain(state) },
        }),
      ),
    })),
    left_out: state.leftOut,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
