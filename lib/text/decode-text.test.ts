import { expect, test } from "vitest";
import { countLines, decodeText } from "./decode-text";

const bytes = (...values: number[]) => Uint8Array.from(values);
const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16le = (text: string) => new Uint8Array(Buffer.from(text, "utf16le"));
const utf16be = (text: string) => new Uint8Array(Buffer.from(text, "utf16le").swap16());

test("reads UTF-8, and says when a byte order mark begins it", () => {
  const plain = { text: "naïve ✓\n", encoding: "UTF-8", hasByteOrderMark: false, brokenCount: 0 };
  expect(decodeText(utf8("naïve ✓\n"))).toEqual(plain);
  expect(decodeText(utf8("\ufeffnaïve ✓\n"))).toEqual({ ...plain, hasByteOrderMark: true });
});

test("reads one byte a character where it is no UTF-8, and names the encoding by the bytes it uses", () => {
  expect(decodeText(bytes(0x63, 0x61, 0x66, 0xe9))).toMatchObject({ text: "café", encoding: "ISO-8859-1" });
  expect(decodeText(bytes(0x93, 0x61, 0x94))).toMatchObject({ text: "“a”", encoding: "Windows-1252" });
});

test("reads UTF-8 with a few broken bytes as UTF-8, and counts them", () => {
  const broken = Uint8Array.from([...utf8("ÄÖÜ äöü ß é"), 0xff, ...utf8(" end")]);
  expect(decodeText(broken)).toMatchObject({
    text: "ÄÖÜ äöü ß é\ufffd end",
    encoding: "UTF-8",
    brokenCount: 1,
  });
});

test("reads UTF-16 by its byte order mark, although it is full of NULs", () => {
  expect(decodeText(bytes(0xff, 0xfe, 0x41, 0))).toMatchObject({ text: "A", encoding: "UTF-16LE" });
  expect(decodeText(bytes(0xfe, 0xff, 0, 0x41))).toMatchObject({
    text: "A",
    encoding: "UTF-16BE",
    hasByteOrderMark: true,
  });
});

test("reads UTF-16 without a mark by where its NULs stand", () => {
  expect(decodeText(utf16le("Hello, größe\r\n"))).toMatchObject({
    text: "Hello, größe\r\n",
    encoding: "UTF-16LE",
  });
  expect(decodeText(utf16be("Hello, größe\r\n"))).toMatchObject({
    text: "Hello, größe\r\n",
    encoding: "UTF-16BE",
  });
});

test("takes other bytes with a NUL for binary", () => {
  expect(decodeText(bytes(0x89, 0x50, 0, 1))).toBeNull();
  expect(decodeText(bytes(1, 0, 2, 0, 3, 0, 4, 0))).toBeNull();
  expect(decodeText(bytes(0, 0, 0, 0, 65, 0))).toBeNull();
});

test("counts lines as an editor does", () => {
  expect(countLines("")).toBe(0);
  expect(countLines("a")).toBe(1);
  expect(countLines("a\n")).toBe(1);
  expect(countLines("a\nb")).toBe(2);
  expect(countLines("\n\n")).toBe(2);
});
