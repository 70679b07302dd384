import { expect, it } from "vitest";
import { parseRange, rangeText } from "./parse-range";

it.each([
  ["main...topic/one", { repo: null, ref: "main" }, { repo: null, ref: "topic/one" }, "..."],
  ["v1.0..main", { repo: null, ref: "v1.0" }, { repo: null, ref: "main" }, ".."],
  ["topic", { repo: null, ref: "" }, { repo: null, ref: "topic" }, "..."],
  ["", { repo: null, ref: "" }, { repo: null, ref: "" }, "..."],
  ["other:main...", { repo: "other", ref: "main" }, { repo: null, ref: "" }, "..."],
  ["team/other:...fix", { repo: "team/other", ref: "" }, { repo: null, ref: "fix" }, "..."],
  ["a...b...c", { repo: null, ref: "a" }, { repo: null, ref: "b...c" }, "..."],
  [" main ... topic ", { repo: null, ref: "main" }, { repo: null, ref: "topic" }, "..."],
])("reads %j", (text, base, head, dots) => {
  expect(parseRange(text)).toEqual({ base, head, dots });
});

it.each(["main...topic/one", "v1..main", "other:main...team/x:fix"])("writes %s as it was read", (text) => {
  expect(rangeText(parseRange(text))).toBe(text);
});
