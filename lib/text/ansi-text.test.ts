import { expect, test } from "vitest";
import { parseAnsi } from "./ansi-text";

test("keeps colours, drops every other control sequence", () => {
  expect(parseAnsi("a\x1b[1;31mred\x1b[0m b\x1b[2K\x1b]0;title\x07c\x1b[38;5;12md\x1b[92mgreen")).toEqual([
    { text: "a", role: 0 },
    { text: "red", role: 13 },
    { text: " bcd", role: 0 },
    { text: "green", role: 12 },
  ]);
});
