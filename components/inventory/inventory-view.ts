import { type ExpiryBucketKey, expiryBucketOf, expiryBuckets } from "@/lib/inventory/expiry-buckets";
import { compareRisk, compareText, isLabelled, type RatedToken } from "@/lib/inventory/rate-risk";

export const scopeChoices = ["any", "write", "read"] as const;
export const labelChoices = ["any", "born", "purpose", "dashboard", "none"] as const;
export const ageChoices = ["any", "1h", "24h", "7d", "older"] as const;
export const lifetimeChoices = ["any", "24h", "7d", "longer"] as const;
export const sortFields = ["risk", "repo", "created", "expires", "lifetime"] as const;
export type SortField = (typeof sortFields)[number];

/** What the address bar keeps of an inventory. */
export interface InventoryView {
  scope: (typeof scopeChoices)[number];
  label: (typeof labelChoices)[number];
  /** How long ago it was made. */
  age: (typeof ageChoices)[number];
  /** How long it lives in all. */
  lifetime: (typeof lifetimeChoices)[number];
  /** When it ends. */
  ends: ExpiryBucketKey | "any";
  /** What the repo's name begins with. */
  prefix: string;
  sort: SortField;
  isReversed: boolean;
  /** Counts from 1. */
  page: number;
}

export const rowsPerPage = 100;
const prefixMaxLength = 200;

type QueryValue = string | string[] | null | undefined;

export function parseInventoryView(get: (key: string) => QueryValue): InventoryView {
  const oneOf = <Value extends string>(key: string, values: readonly Value[], fallback: Value) =>
    values.find((value) => value === get(key)) ?? fallback;
  const prefix = get("prefix");
  const page = Number(get("page"));
  return {
    scope: oneOf("scope", scopeChoices, "any"),
    label: oneOf("label", labelChoices, "any"),
    age: oneOf("age", ageChoices, "any"),
    lifetime: oneOf("lifetime", lifetimeChoices, "any"),
    ends: oneOf("ends", ["any", ...expiryBuckets.map(({ key }) => key)], "any"),
    prefix: typeof prefix === "string" ? prefix.slice(0, prefixMaxLength) : "",
    sort: oneOf("sort", sortFields, "risk"),
    isReversed: get("reverse") === "1",
    page: Number.isInteger(page) && page > 1 ? page : 1,
  };
}

/** The query behind a view; what is as usual is left out. */
export function formatInventoryView(view: InventoryView): Record<string, string | number | null> {
  const unless = (value: string, usual: string) => (value === usual ? null : value);
  return {
    scope: unless(view.scope, "any"),
    label: unless(view.label, "any"),
    age: unless(view.age, "any"),
    lifetime: unless(view.lifetime, "any"),
    ends: unless(view.ends, "any"),
    prefix: unless(view.prefix, ""),
    sort: unless(view.sort, "risk"),
    reverse: view.isReversed ? 1 : null,
    page: view.page > 1 ? view.page : null,
  };
}

export const noFilters = {
  scope: "any",
  label: "any",
  age: "any",
  lifetime: "any",
  ends: "any",
  prefix: "",
} as const;

export function isFiltered(view: InventoryView): boolean {
  return (Object.keys(noFilters) as (keyof typeof noFilters)[]).some((key) => view[key] !== noFilters[key]);
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Those that pass the filters. `now` in unix milliseconds. */
export function filterTokens(tokens: readonly RatedToken[], view: InventoryView, now: number): RatedToken[] {
  const prefix = view.prefix.toLowerCase();
  return tokens.filter(
    (token) =>
      (view.scope === "any" || token.scope === view.scope) &&
      hasLabel(token, view.label) &&
      hasAge(now - token.createdAt, view.age) &&
      hasLifetime(token.expiresAt - token.createdAt, view.lifetime) &&
      (view.ends === "any" || expiryBucketOf(token.expiresAt - now) === view.ends) &&
      (prefix === "" || token.repo.toLowerCase().startsWith(prefix)),
  );
}

function hasLabel(token: RatedToken, label: InventoryView["label"]): boolean {
  if (label === "born") return token.initial !== null;
  if (label === "purpose") return token.purpose !== null;
  if (label === "dashboard") return token.isOwn;
  return label === "any" || !(isLabelled(token) || token.initial !== null);
}

function hasAge(ageMs: number, age: InventoryView["age"]): boolean {
  if (age === "1h") return ageMs <= hourMs;
  if (age === "24h") return ageMs <= dayMs;
  if (age === "7d") return ageMs <= 7 * dayMs;
  return age === "any" || ageMs > 7 * dayMs;
}

/** A second beyond a whole day is still a day. */
const slackMs = 2_000;

function hasLifetime(lifetimeMs: number, lifetime: InventoryView["lifetime"]): boolean {
  if (lifetime === "24h") return lifetimeMs <= dayMs + slackMs;
  if (lifetime === "7d") return lifetimeMs <= 7 * dayMs + slackMs;
  return lifetime === "any" || lifetimeMs > 7 * dayMs + slackMs;
}

const comparers: Record<SortField, (a: RatedToken, b: RatedToken) => number> = {
  risk: compareRisk,
  repo: (a, b) => compareText(a.repo, b.repo),
  created: (a, b) => b.createdAt - a.createdAt,
  expires: (a, b) => a.expiresAt - b.expiresAt,
  lifetime: (a, b) => b.expiresAt - b.createdAt - (a.expiresAt - a.createdAt),
};

/** Sorted by a field; those that are equal in it by their risk. */
export function sortTokens(
  tokens: readonly RatedToken[],
  { sort, isReversed }: Pick<InventoryView, "sort" | "isReversed">,
): RatedToken[] {
  const compare = comparers[sort];
  const sign = isReversed ? -1 : 1;
  return tokens.toSorted((a, b) => sign * compare(a, b) || compareRisk(a, b));
}
