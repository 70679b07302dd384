import { expect, test } from "vitest";
import type { ScanEvent, ScanHit } from "@/lib/wire/scan-events";
import { describePlace } from "./describe-hits";
import { scanJson, scanMarkdown } from "./scan-report";
import { emptyScan, goOn, secretsOf, takeScanEvent, totalOf } from "./scan-state";
import { describeExtent } from "./scan-words";

const now = Date.UTC(2026, 10, 23);
const scope = { kind: "ref", namespace: "acme", repo: "demo", ref: "main" } as const;
const commit = "3f2a9b1".padEnd(40, "0");
const counts = { ...emptyScan.current, files: 1_204, commits: 1, repos: 1 };
const hit: ScanHit = {
  namespace: "acme",
  repo: "demo",
  blob: "b".repeat(40),
  line: 12,
  column: 5,
  secret: "key-1",
  kind: "artifacts",
  mask: "art_v1_ab12…",
  isCut: false,
  expiresAt: 1_700_000_000,
  commit,
  committedAt: 1_760_000_000,
  isAtTip: true,
  since: null,
  path: "src/`a`\n# b.ts",
  disguises: ["base64"],
};
const probe = {
  namespace: "acme",
  repo: "demo",
  verdict: "dead",
  scope: null,
  status: 403,
  said: "Invalid or expired token",
} as const;
const begun: ScanEvent = { type: "begun", commit, branches: 2, tags: 0, tipsLeftOut: 0, reposTotal: null };
const cursor = { repos: null, tips: [commit], commits: 0, position: null };

function fold(events: ScanEvent[], from = emptyScan) {
  return events.reduce((state, event) => takeScanEvent(state, event, now), from);
}

test("says what was looked at, and where", () => {
  const state = fold([begun, { type: "done", counts, isHistoryCut: false }]);
  expect(describeExtent(scope, state)).toBe("1,204 files of main at 3f2a9b1");
});

test("adds up its runs, keeps a place once, and groups places by secret", () => {
  const paused = fold([
    begun,
    { type: "hit", hit },
    { type: "hit", hit: { ...hit, path: "other.ts" } },
    { type: "hit", hit: { ...hit, secret: "key-2", line: 13 } },
    { type: "paused", reason: "files", counts, cursor },
  ]);
  const state = fold(
    [
      { ...begun, branches: 9 },
      { type: "hit", hit },
      { type: "done", counts, isHistoryCut: false },
    ],
    goOn(paused),
  );
  expect(paused.cursor).toEqual(cursor);
  expect(totalOf(state).files).toBe(2_408);
  expect(secretsOf(state.hits).map(({ key, hits }) => [key, hits.length])).toEqual([
    ["key-1", 2],
    ["key-2", 1],
  ]);
  expect(state.begun?.branches).toBe(2);
});

test("a report names places and verdicts, and a path cannot write into it", () => {
  const state = fold([
    begun,
    { type: "hit", hit },
    { type: "verdict", secret: "key-1", event: { type: "dead", probe } },
    { type: "done", counts, isHistoryCut: false },
  ]);
  const markdown = scanMarkdown(scope, state, now);
  expect(markdown).toContain("Verdict: expired.");
  expect(markdown).toContain("`src/ a  # b.ts:12:5` (base64), seen at `3f2a9b1`");
  expect(markdown).toContain("**The scan is** complete.");
  const older = { commit: "0ld0ld0".padEnd(40, "0"), committedAt: 1_700_000_000 };
  const ofHistory = fold([
    begun,
    { type: "hit", hit: { ...hit, since: { commit, committedAt: hit.committedAt } } },
    { type: "since", path: hit.path, blob: hit.blob, since: older },
    { type: "done", counts, isHistoryCut: false },
  ]);
  expect(scanMarkdown(scope, ofHistory, now)).toContain(
    "`src/ a  # b.ts:12:5` (base64), since 0ld0ld0 of 14 Nov 2023, 22:13:20 UTC, still at a branch or tag",
  );
  expect(describePlace(ofHistory.hits, { withRepo: false, isWhole: false })).toBe(
    "`src/ a  # b.ts:12` since 0ld0ld0 of 14 Nov 2023, 22:13:20 UTC or before, still at a branch or tag",
  );
  expect(JSON.parse(scanJson(scope, state, now))).toMatchObject({
    status: "complete",
    secrets: [{ mask: "art_v1_ab12…", verdict: "expired", places: [{ path: hit.path, line: 12 }] }],
  });
});
