import { expect, test } from "vitest";
import { hexRows } from "./hex-rows";

test("writes sixteen bytes a row as hexdump does", () => {
  const rows = hexRows(Uint8Array.from([...Buffer.from("Hello, world\n\0\xff!", "latin1"), 0x41]));
  expect(rows).toEqual([
    {
      offset: "00000000",
      hex: "48 65 6c 6c 6f 2c 20 77  6f 72 6c 64 0a 00 ff 21",
      ascii: "Hello, world...!",
    },
    { offset: "00000010", hex: `41${" ".repeat(46)}`, ascii: "A" },
  ]);
});
