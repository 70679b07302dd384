import { expect, it } from "vitest";
import { ttlOf, usualLifetime } from "./token-lifetime";

const custom = (amount: string, unit: "60" | "3600" | "86400") =>
  ttlOf({ ...usualLifetime, choice: "custom", amount, unit });

it("gives what Artifacts takes: whole seconds from a minute to a year", () => {
  expect(ttlOf(usualLifetime)).toBe(900);
  expect(custom("1", "60")).toBe(60);
  expect(custom(" 1.5 ", "3600")).toBe(5400);
  expect(custom("365", "86400")).toBe(31_536_000);
});

it("gives nothing for what Artifacts refuses, or what is no number", () => {
  const refused = [
    custom("0", "60"),
    custom("0.5", "60"),
    custom("366", "86400"),
    custom("0.0001", "86400"),
    custom("", "60"),
    custom("-5", "60"),
    custom("1e9", "60"),
    custom("ten", "60"),
  ];
  expect(refused).toEqual(refused.map(() => null));
});
