import { expect, test } from "vitest";
import { parseJson } from "./parse-json";

test("keeps what JSON.parse would lose: digits, keys that come twice, their order", () => {
  const parsed = parseJson('{"b": 12345678901234567890, "2": 1.0, "1": null, "b": [true, "\\u00e9\\n"]}\n');
  expect(parsed).toEqual({
    ok: true,
    nodeCount: 7,
    root: {
      kind: "object",
      entries: [
        { key: "b", value: { kind: "number", source: "12345678901234567890" } },
        { key: "2", value: { kind: "number", source: "1.0" } },
        { key: "1", value: { kind: "null", source: "null" } },
        {
          key: "b",
          value: {
            kind: "array",
            items: [
              { kind: "boolean", source: "true" },
              { kind: "string", value: "é\n" },
            ],
          },
        },
      ],
    },
  });
});

test.each(['{"a": 1,}', "[1 2]", "{a: 1}", '"\n"', "01", "", "1 x", "'a'", "[", "nul"])(
  "refuses %j, as JSON.parse does",
  (text) => {
    expect(() => JSON.parse(text)).toThrow();
    expect(parseJson(text).ok).toBe(false);
  },
);

test("says on which line it ended, and does not follow nesting without end", () => {
  expect(parseJson('{\n"a": 1\n"b": 2}')).toMatchObject({ ok: false, line: 3 });
  expect(parseJson("[".repeat(100_000)).ok).toBe(false);
});
