import { failureKinds } from "@/lib/wire/failure-kinds";
import type { InventoryEvent, InventoryState, InventoryToken, RepoTokens } from "@/lib/wire/inventory-events";
import {
  isBoolean,
  isInteger,
  isListOf,
  isNullOr,
  isNumber,
  isOneOf,
  isShape,
  isText,
} from "@/lib/wire/shape";
import { checkBy } from "./answer-checks";

const isToken = isShape<InventoryToken>({
  id: isText,
  scope: isOneOf(["read", "write"]),
  createdAt: isNumber,
  expiresAt: isNumber,
  isOwn: isBoolean,
  initial: isNullOr(isOneOf(["known", "likely"])),
  purpose: isNullOr(isText),
});
const isState = isShape<InventoryState>({
  phase: isOneOf(["blank", "running", "stopped", "whole"]),
  startedAt: isNullOr(isNumber),
  touchedAt: isNullOr(isNumber),
  wholeAt: isNullOr(isNumber),
  reposDone: isInteger,
  reposTotal: isNullOr(isInteger),
  unread: isInteger,
  unreadRepos: isListOf(
    isShape<InventoryState["unreadRepos"][number]>({
      repo: isText,
      reason: isOneOf(["gone", "busy", "failing"]),
    }),
  ),
  waitingSeconds: isNullOr(isNumber),
  failure: isNullOr(
    isShape<Required<NonNullable<InventoryState["failure"]>>>({
      kind: isOneOf(failureKinds),
      message: isText,
      retryAfterSeconds: (value) => value === undefined || isNumber(value),
    }),
  ),
});
const isEventOf = {
  repos: isShape<{ repos: RepoTokens[] }>({
    repos: isListOf(isShape<RepoTokens>({ repo: isText, tokens: isListOf(isToken) })),
  }),
  state: isState,
  failed: isShape<{ kind: string; message: string }>({ kind: isOneOf(failureKinds), message: isText }),
};
const isTyped = isShape<{ type: keyof typeof isEventOf }>({ type: isOneOf(["repos", "state", "failed"]) });

/** `inventoryEvent` of lib/wire/inventory-events.ts by hand: the page asks for it by itself. */
export const inventoryEventCheck = checkBy(
  (value: unknown): value is InventoryEvent => isTyped(value) && isEventOf[value.type](value),
);
