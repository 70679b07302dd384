import { expect, test } from "vitest";
import { countLines, decodeText } from "./decode-text";

const bytes = (...values: number[]) => Uint8Array.from(values);

test("reads UTF-8", () => {
  expect(decodeText(new TextEncoder().encode("naïve ✓\n"))).toEqual({ text: "naïve ✓\n", encoding: "UTF-8" });
});

test("reads broken UTF-8 as Latin-1 rather than not at all", () => {
  expect(decodeText(bytes(0x63, 0x61, 0x66, 0xe9))).toEqual({ text: "café", encoding: "ISO-8859-1" });
});

test("reads UTF-16 by its byte order mark, although it is full of NULs", () => {
  expect(decodeText(bytes(0xff, 0xfe, 0x41, 0))).toEqual({ text: "A", encoding: "UTF-16LE" });
  expect(decodeText(bytes(0xfe, 0xff, 0, 0x41))).toEqual({ text: "A", encoding: "UTF-16BE" });
});

test("takes bytes with a NUL for binary", () => {
  expect(decodeText(bytes(0x89, 0x50, 0, 1))).toBeNull();
});

test("counts lines as an editor does", () => {
  expect(countLines("")).toBe(0);
  expect(countLines("a")).toBe(1);
  expect(countLines("a\n")).toBe(1);
  expect(countLines("a\nb")).toBe(2);
  expect(countLines("\n\n")).toBe(2);
});
