import { expect, it } from "vitest";
import { inTurns, median, quantile, renderTable } from "./table";

it("takes the middle and the far end of values in any order", () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(quantile([3, 1, 2, 4], 0.99)).toBe(4);
  expect(median([])).toBeNaN();
});

it("measures in turns, each first as often as the other, and leaves the first round out", async () => {
  const order: string[] = [];
  const pair = await inTurns(
    2,
    async (round) => {
      order.push(`ours ${round}`);
      return round === 0 ? 1000 : 30;
    },
    async (round) => {
      order.push(`peer ${round}`);
      return round === 0 ? 1 : 10;
    },
  );
  expect(order).toEqual(["peer 0", "ours 0", "ours 1", "peer 1", "peer 2", "ours 2"]);
  expect(pair).toEqual({ ours: 30, peer: 10, ratio: 3 });
});

it("prints a bar as kept or not", () => {
  const bar = (isKept: boolean) => ({ text: "≤ 1.1×", isKept });
  const text = renderTable([
    { what: "push", unit: "ms", ours: 12, peer: { name: "git", value: 10 }, ratio: 1.2, bar: bar(false) },
    { what: "clone", unit: "ms", ours: 9, peer: { name: "git", value: 10 }, ratio: 0.9, bar: bar(true) },
  ]);
  expect(text.split("\n")[2]).toContain("| 12.0 ms | 10.0 ms git | 1.20× | ≤ 1.1× | NOT KEPT |");
  expect(text.split("\n")[3]).toMatch(/\| kept +\|/);
});
