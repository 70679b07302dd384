import { expect, it } from "vitest";
import { pktLine, pktMaxBytes, pktText, readPktLength, sideBand } from "./pkt-line";

it("counts bytes, not characters, and its own digits", () => {
  expect(pktText("päth\n")).toBe("000apäth\n");
  expect(String(pktLine("päth\n"))).toBe("000apäth\n");
});

it("reads the lengths of lines and delimiters, and nothing else", () => {
  const lengths = { "0000": 0, "0001": 1, "0002": 2, "0004": 4, "00fF": 255, fff0: pktMaxBytes };
  for (const [digits, length] of Object.entries(lengths)) {
    expect(readPktLength(Buffer.from(`x${digits}`), 1)).toBe(length);
  }
  for (const digits of ["", "000", "0003", "fff1", "ffff", "xxxx", "-001", " 012", "0x12"]) {
    expect(readPktLength(Buffer.from(digits)), digits).toBeNull();
  }
});

it("cuts what is longer than a line into several on a side band", () => {
  const packets = sideBand(2, Buffer.alloc(pktMaxBytes));
  expect(packets.subarray(0, 5).toString("latin1")).toBe("fff0\x02");
  expect(packets.subarray(pktMaxBytes, pktMaxBytes + 5).toString("latin1")).toBe("000a\x02");
  expect(packets.length).toBe(pktMaxBytes + 10);
  expect(sideBand(2, Buffer.alloc(0)).toString("latin1")).toBe("0005\x02");
});
