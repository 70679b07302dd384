import { initialWords } from "@/lib/tokens/token-origin";
import type { InventoryToken } from "@/lib/wire/inventory-events";

export const riskLevels = ["severe", "high", "medium", "low"] as const;
export type RiskLevel = (typeof riskLevels)[number];

export interface Risk {
  level: RiskLevel;
  /** Why, as half a sentence. */
  because: string;
}

const dayMs = 86_400_000;
const weekMs = 7 * dayMs;

/** What a token's leak would cost: what it may do, and for how long yet. `now` in unix milliseconds. */
export function rateRisk(token: InventoryToken, now: number): Risk {
  const leftMs = token.expiresAt - now;
  if (token.isOwn) return { level: "low", because: "read by this dashboard alone" };
  if (token.scope === "read") {
    return leftMs > weekMs
      ? { level: "medium", because: "may read for longer than a week" }
      : { level: "low", because: "may read for a week at most" };
  }
  if (leftMs > weekMs) return { level: "severe", because: "may write for longer than a week" };
  if (leftMs > dayMs) return { level: "high", because: "may write for longer than a day" };
  if (token.initial !== null) {
    return {
      level: "high",
      because: `may write, and nobody may have asked for it: ${initialWords[token.initial]}`,
    };
  }
  return { level: "medium", because: "may write for a day at most" };
}

export interface RatedToken extends InventoryToken {
  repo: string;
  risk: Risk;
}

/**
 * Riskiest first: by level, then write before read, born with the repo before made on purpose, without a known purpose before with,
 * longer to live before shorter; the rest by name, so that the order is one.
 */
export function compareRisk(a: RatedToken, b: RatedToken): number {
  return (
    riskLevels.indexOf(a.risk.level) - riskLevels.indexOf(b.risk.level) ||
    Number(b.scope === "write") - Number(a.scope === "write") ||
    Number(b.initial !== null) - Number(a.initial !== null) ||
    Number(isLabelled(a)) - Number(isLabelled(b)) ||
    b.expiresAt - a.expiresAt ||
    compareText(a.repo, b.repo) ||
    compareText(a.id, b.id)
  );
}

/** Whether its purpose is known. */
export function isLabelled(token: InventoryToken): boolean {
  return token.isOwn || token.purpose !== null;
}

/** By code units: the same everywhere, and ten times as quick as by a locale. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
