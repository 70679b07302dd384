import { expect, test } from "vitest";
import { headingIdOf, idsOfFragment } from "./fragment";

test.each([
  ["#usage", ["usage", "user-content-usage", "user-content-usage"]],
  ["#My-Heading", ["My-Heading", "user-content-My-Heading", "user-content-my-heading"]],
  ["#user-content-a", ["user-content-a", "user-content-a", "user-content-a"]],
  ["#%C3%BCber", ["über", "user-content-über", "user-content-über"]],
  ["#100%", ["100%", "user-content-100%", "user-content-100%"]],
  ["#L10C3-L12C5", []],
  ["#", []],
  ["", []],
])("%s means %j: what the page itself calls so goes first", (hash, ids) => {
  expect(idsOfFragment(hash)).toEqual(ids);
  expect(headingIdOf(hash)).toBe(ids[1] ?? null);
});
