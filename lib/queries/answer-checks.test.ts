import { expect, test } from "vitest";
import type { z } from "zod";
import { namespaceInfo } from "@/contract/namespaces";
import { deleteTokenResult } from "@/contract/tokens";
import { latestCommitTimes, namespacePage, repoPage, tokenPage } from "@/lib/wire/answers";
import { inventoryEvent } from "@/lib/wire/inventory-events";
import {
  deletedTokenCheck,
  latestCommitTimesCheck,
  namespaceInfoCheck,
  namespacePageCheck,
  repoPageCheck,
  tokenPageCheck,
} from "./answer-checks";
import type { Check } from "./call-dashboard";
import { inventoryEventCheck } from "./inventory-event-check";

const repo = {
  id: "r1",
  name: "site",
  description: null,
  default_branch: "main",
  created_at: "2026-01-01T00:00:00Z",
  updated_at: "2026-01-01T00:00:00Z",
  last_push_at: null,
  source: null,
  read_only: false,
  remote: "https://git.example.com/acme/site.git",
};
const namespace = { namespace: "acme", repo_count: 3, created_at: "then", updated_at: "now" };
const token = {
  id: "t1",
  scope: "read",
  state: "active",
  created_at: "then",
  expires_at: "later",
  label: null,
  isInitial: false,
  purpose: null,
};

const inventoryState = {
  type: "state",
  phase: "running",
  startedAt: 1.5,
  touchedAt: null,
  wholeAt: null,
  reposDone: 3,
  reposTotal: null,
  unread: 1,
  unreadRepos: [{ repo: "site", reason: "busy" }],
  waitingSeconds: null,
  failure: null,
};
const inventoryEvents = [
  {
    type: "repos",
    repos: [
      {
        repo: "site",
        tokens: [
          {
            id: "t",
            scope: "read",
            createdAt: 1,
            expiresAt: 2.5,
            isOwn: false,
            initial: null,
            purpose: null,
          },
          {
            id: "t",
            scope: "write",
            createdAt: 1,
            expiresAt: 2,
            isOwn: true,
            initial: "likely",
            purpose: "p",
          },
        ],
      },
    ],
  },
  inventoryState,
  {
    ...inventoryState,
    phase: "whole",
    wholeAt: 4,
    reposTotal: 3,
    waitingSeconds: 0.5,
    failure: { kind: "rate-limited", message: "m", retryAfterSeconds: 2 },
  },
  { ...inventoryState, failure: { kind: "internal", message: "m" } },
  { type: "failed", kind: "unreachable", message: "m" },
];

const answers: [string, z.ZodType, Check<unknown>, object[]][] = [
  [
    "repos",
    repoPage,
    repoPageCheck,
    [
      { repos: [repo, { ...repo, status: "importing" }], nextCursor: "c", total: null },
      {
        repos: [{ ...repo, description: "d", last_push_at: "then", source: "git:x" }],
        nextCursor: null,
        total: 1,
      },
      { repos: [{ ...repo, status: "melting" }], nextCursor: null, total: 1 },
    ],
  ],
  ["latest commits", latestCommitTimes, latestCommitTimesCheck, [{ site: 1, other: null }, {}]],
  ["namespace", namespaceInfo, namespaceInfoCheck, [namespace]],
  ["namespaces", namespacePage, namespacePageCheck, [{ namespaces: [namespace], nextCursor: null }]],
  ["deleted token", deleteTokenResult, deletedTokenCheck, [{ id: "t1" }]],
  ["inventory", inventoryEvent, inventoryEventCheck, inventoryEvents],
  [
    "tokens",
    tokenPage,
    tokenPageCheck,
    [
      {
        tokens: [token, { ...token, label: "dashboard", purpose: "p" }],
        page: 1,
        totalPages: 2,
        totalCount: null,
      },
      { tokens: [{ ...token, scope: "write", state: "revoked" }], page: 1, totalPages: 1, totalCount: 1 },
    ],
  ],
];
const wrongs = [undefined, null, "x", 1, 1.5, -1, true, {}, [], [null], { a: "x" }];

/** `value` with each of its parts in turn put wrong. */
function* spoilt(value: unknown): Generator<unknown> {
  yield* wrongs;
  if (typeof value !== "object" || value === null) return;
  for (const [name, part] of Object.entries(value)) {
    for (const wrong of spoilt(part)) {
      yield Array.isArray(value) ? value.with(Number(name), wrong) : { ...value, [name]: wrong };
    }
  }
}

test.each(answers)("%s: by hand as by the schema", (_, schema, check, samples) => {
  for (const sample of samples) {
    for (const answer of [sample, ...spoilt(sample)]) {
      const byHand = check.safeParse(answer);
      const bySchema = schema.safeParse(answer);
      expect(byHand.success, JSON.stringify(answer)).toBe(bySchema.success);
      if (byHand.success) expect(byHand.data).toEqual(bySchema.data);
    }
  }
});
