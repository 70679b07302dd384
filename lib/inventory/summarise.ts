import { countOf, formatCount } from "@/lib/format/count";
import type { InventoryToken } from "@/lib/wire/inventory-events";

const weekMs = 7 * 86_400_000;

/** "412 live tokens in 10,000 repos: 380 may write, 37 live longer than a week, 210 were born with their repo." */
export function summariseTokens(tokens: readonly InventoryToken[], repos: number, now: number): string {
  const head = `${countOf(tokens.length, "live token")} in ${countOf(repos, "repo")}`;
  const count = (matches: (token: InventoryToken) => boolean) => tokens.filter(matches).length;
  const born = count(({ initial }) => initial !== null);
  // One guess among them makes a guess of their number.
  const probably = count(({ initial }) => initial === "likely") > 0 ? "probably " : "";
  const long = count(({ expiresAt }) => expiresAt - now > weekMs);
  const parts = [
    [count(({ scope }) => scope === "write"), "may write"],
    [long, `${long === 1 ? "lives" : "live"} longer than a week`],
    [born, `${born === 1 ? "was" : "were"} ${probably}born with ${born === 1 ? "its" : "their"} repo`],
  ] as const;
  const words = parts
    .filter(([number]) => number > 0)
    .map(([number, text]) => `${formatCount(number)} ${text}`);
  return words.length > 0 ? `${head}: ${words.join(", ")}.` : `${head}.`;
}
