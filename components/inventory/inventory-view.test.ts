import { expect, it } from "vitest";
import { rateRisk } from "@/lib/inventory/rate-risk";
import type { InventoryToken } from "@/lib/wire/inventory-events";
import {
  filterTokens,
  formatInventoryView,
  type InventoryView,
  parseInventoryView,
  sortTokens,
} from "./inventory-view";

const now = Date.parse("2026-06-01T00:00:00Z");
const hour = 3_600_000;
const usual = parseInventoryView(() => null);

function token(id: string, more: Partial<InventoryToken & { repo: string }> = {}) {
  const made: InventoryToken & { repo: string } = {
    id,
    repo: "shop",
    scope: "write",
    createdAt: now - hour,
    expiresAt: now + hour,
    isOwn: false,
    initial: null,
    purpose: null,
    ...more,
  };
  return { ...made, risk: rateRisk(made, now) };
}

const many = [
  token("own", { scope: "read", isOwn: true }),
  token("read-short", { scope: "read" }),
  token("read-long", { scope: "read", expiresAt: now + 300 * 24 * hour }),
  token("write-short"),
  token("write-labelled", { purpose: "deploy" }),
  token("write-born", { initial: "likely", repo: "Baseline", expiresAt: now + 20 * hour }),
  token("write-days", { expiresAt: now + 72 * hour }),
  token("write-year", { expiresAt: now + 300 * 24 * hour, createdAt: now - 10 * 24 * hour }),
];

const idsOf = (view: Partial<InventoryView>) =>
  sortTokens(filterTokens(many, { ...usual, ...view }, now), { ...usual, ...view }).map(({ id }) => id);

it("puts the riskiest first", () => {
  expect(idsOf({})).toEqual([
    "write-year",
    "write-born",
    "write-days",
    "write-short",
    "write-labelled",
    "read-long",
    "read-short",
    "own",
  ]);
  expect(many.map(({ risk }) => risk.level)).toEqual([
    ...["low", "low", "medium", "medium", "medium", "high", "high", "severe"],
  ]);
});

it.each([
  [{ scope: "read" }, ["read-long", "read-short", "own"]],
  [{ label: "born" }, ["write-born"]],
  [{ label: "purpose" }, ["write-labelled"]],
  [{ label: "dashboard" }, ["own"]],
  [{ label: "none", scope: "write" }, ["write-year", "write-days", "write-short"]],
  [{ age: "older" }, ["write-year"]],
  [{ lifetime: "longer" }, ["write-year", "read-long"]],
  [{ ends: "24h" }, ["write-born"]],
  [{ prefix: "base" }, ["write-born"]],
  [{ sort: "expires", scope: "write", ends: "later" }, ["write-year"]],
] satisfies [Partial<InventoryView>, string[]][])("filters by %o", (view, ids) => {
  expect(idsOf(view)).toEqual(ids);
});

it("keeps a view in the address, and takes nonsense for the usual", () => {
  const view: InventoryView = {
    scope: "write",
    label: "born",
    age: "7d",
    lifetime: "24h",
    ends: "7d",
    prefix: "agent-",
    sort: "expires",
    isReversed: true,
    page: 3,
  };
  const query = formatInventoryView(view);
  expect(parseInventoryView((key) => String(query[key] ?? ""))).toEqual(view);
  expect(Object.values(formatInventoryView(usual)).every((value) => value === null)).toBe(true);
  expect(parseInventoryView(() => "<script>")).toEqual({ ...usual, prefix: "<script>" });
});
