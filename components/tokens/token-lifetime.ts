import { ttlMaxSeconds, ttlMinSeconds } from "@/contract/tokens";

export const lifetimes = [
  { value: "900", label: "15 min" },
  { value: "3600", label: "1 hour" },
  { value: "86400", label: "24 h" },
  { value: "604800", label: "7 days" },
  { value: "custom", label: "Custom" },
] as const;

export const lifetimeUnits = [
  { value: "60", label: "minutes" },
  { value: "3600", label: "hours" },
  { value: "86400", label: "days" },
] as const;

/** A lifetime as it is chosen: one of the usual ones, or a number of units. */
export interface Lifetime {
  choice: (typeof lifetimes)[number]["value"];
  amount: string;
  unit: (typeof lifetimeUnits)[number]["value"];
}

export const usualLifetime: Lifetime = { choice: "900", amount: "30", unit: "86400" };

/** In whole seconds; null when it is no lifetime that Artifacts gives. */
export function ttlOf({ choice, amount, unit }: Lifetime): number | null {
  if (choice !== "custom") return Number(choice);
  if (!/^\s*\d{1,9}([.]\d{1,4})?\s*$/.test(amount)) return null;
  const ttl = Number(amount) * Number(unit);
  return Number.isInteger(ttl) && ttl >= ttlMinSeconds && ttl <= ttlMaxSeconds ? ttl : null;
}
