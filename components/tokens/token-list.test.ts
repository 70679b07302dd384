import { describe, expect, it } from "vitest";
import type { LabelledToken } from "@/lib/wire/answers";
import { keepLive, sortTokens, withTokens } from "./token-list";
import { formatTokenTableState, parseTokenTableState, toggleSort } from "./token-table-state";

const now = Date.parse("2026-03-01T12:00:00Z");

const token = (id: string, change: Partial<LabelledToken> = {}): LabelledToken => ({
  id,
  scope: "read",
  state: "active",
  created_at: "2026-03-01T10:00:00Z",
  expires_at: "2026-03-01T13:00:00Z",
  label: null,
  isInitial: false,
  purpose: null,
  ...change,
});

describe("a selection of tokens", () => {
  const [a, b, c] = [token("a"), token("b"), token("c")];
  const selection = withTokens(new Map(), [a, b], true);
  const ids = (kept: { selection: ReadonlyMap<string, unknown> }) => [...kept.selection.keys()];

  it("stays as it is while the list moves, and across pages", () => {
    const moved = keepLive(selection, { rows: [c, b, a], before: new Set(["a", "b"]), now });
    expect(moved).toEqual({ selection, ended: 0, gone: 0 });
    expect(keepLive(selection, { rows: [c], before: new Set(["c"]), now }).selection).toBe(selection);
  });

  it("loses what was revoked, has expired, or left the place where it was seen", () => {
    const rows = [token("a", { state: "revoked" }), b];
    expect(ids(keepLive(selection, { rows, before: new Set(["a", "b"]), now }))).toEqual(["b"]);
    expect(keepLive(selection, { rows: [a, b], before: new Set(), now: now + 7_200_000 })).toMatchObject({
      ended: 2,
    });
    const without = keepLive(selection, { rows: [a, c], before: new Set(["a", "b"]), now });
    expect(without).toMatchObject({ ended: 0, gone: 1 });
    expect(ids(without)).toEqual(["a"]);
  });
});

it("sorts by what Artifacts cannot, in a steady order", () => {
  const tokens = [
    token("c", { expires_at: "2026-03-01T14:00:00Z" }),
    token("b", { scope: "write" }),
    token("a"),
  ];
  const order = (list: LabelledToken[]) => list.map(({ id }) => id).join("");
  expect(order(sortTokens(tokens, "expires_at", "asc"))).toBe("abc");
  expect(order(sortTokens(tokens, "expires_at", "desc"))).toBe("cab");
  expect(order(sortTokens(tokens, "scope", "desc"))).toBe("bac");
});

it("keeps a view in the address, and takes none that is made up", () => {
  const parse = (query: string) => parseTokenTableState((key) => new URLSearchParams(query).get(key));
  expect(parse("state=gone&page=-1&sort=secret&direction=up")).toEqual({
    state: "active",
    page: 1,
    sort: null,
    direction: "asc",
  });
  const sorted = toggleSort(parse("state=all&page=3"), "expires_at");
  expect(formatTokenTableState(sorted)).toEqual({
    state: "all",
    sort: "expires_at",
    direction: null,
    page: null,
  });
  const down = toggleSort(sorted, "expires_at");
  expect(formatTokenTableState(down)).toMatchObject({ direction: "desc" });
  expect(toggleSort(down, "expires_at").sort).toBeNull();
});
