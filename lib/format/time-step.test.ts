import { expect, it } from "vitest";
import { timeStep } from "./time-step";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** The beginning of a day, hour and minute. */
const now = Date.UTC(2026, 2, 5);
const ago = (ms: number) => (now - ms) / 1000;
const lasts = (times: number[], ms: number) => timeStep(times, now) === timeStep(times, now + ms);

it("holds no longer than the words of the youngest time do", () => {
  expect(lasts([ago(5 * minute), ago(400 * day)], minute - 1)).toBe(true);
  expect(lasts([ago(5 * minute), ago(400 * day)], minute)).toBe(false);
  expect(lasts([ago(3 * hour), ago(400 * day)], hour - 1)).toBe(true);
  expect(lasts([ago(3 * hour), ago(400 * day)], hour)).toBe(false);
  expect(lasts([ago(9 * day), ago(400 * day)], day - 1)).toBe(true);
  expect(lasts([ago(9 * day), ago(400 * day)], day)).toBe(false);
});

it("changes as a time passes from minutes to hours, and from hours to days", () => {
  expect(lasts([ago(hour - minute)], minute)).toBe(false);
  expect(lasts([ago(2 * day - hour)], hour)).toBe(false);
});

it("goes by the nearest time, be it to come, and takes what is no time", () => {
  expect(lasts([ago(-5 * minute), ago(-400 * day)], minute)).toBe(false);
  expect(lasts([1e15], hour)).toBe(true);
  expect(lasts([], hour)).toBe(true);
});
