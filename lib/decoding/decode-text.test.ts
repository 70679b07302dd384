import { expect, test } from "vitest";
import { countLines } from "@/lib/text/count-lines";
import { decodeText } from "./decode-text";

const bytes = (...values: number[]) => Uint8Array.from(values);
const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16le = (text: string) => new Uint8Array(Buffer.from(text, "utf16le"));
const utf16be = (text: string) => new Uint8Array(Buffer.from(text, "utf16le").swap16());

test("reads UTF-8, and says when a byte order mark begins it", () => {
  const plain = {
    text: "naïve ✓\n",
    encoding: "UTF-8",
    encodingReason: "valid",
    hasByteOrderMark: false,
    brokenCount: 0,
  };
  expect(decodeText(utf8("naïve ✓\n"))).toEqual(plain);
  expect(decodeText(utf8("\ufeffnaïve ✓\n"))).toEqual({
    ...plain,
    encodingReason: "mark",
    hasByteOrderMark: true,
  });
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

const utf32 = (text: string, isLittleEndian: boolean) => {
  const view = new DataView(new ArrayBuffer([...text].length * 4));
  for (const [index, char] of [...text].entries()) {
    view.setUint32(index * 4, char.codePointAt(0) ?? 0, isLittleEndian);
  }
  return new Uint8Array(view.buffer);
};

test.each([
  "Привет, мир\nстрока\n",
  "中文，一行文字\n第二行文字\n",
  "日本語のテキスト\nです\n",
  "a",
  "a😀b\n",
])("reads %j in every Unicode encoding, with a mark and without", (text) => {
  const asWhole = { text, hasByteOrderMark: false, brokenCount: 0 };
  const marked = { text, hasByteOrderMark: true, encodingReason: "mark" };
  if (text.length > 1) {
    expect(decodeText(utf16le(text))).toMatchObject({ ...asWhole, encoding: "UTF-16LE" });
    expect(decodeText(utf16be(text))).toMatchObject({ ...asWhole, encoding: "UTF-16BE" });
    expect(decodeText(utf32(text, true))).toMatchObject({ ...asWhole, encoding: "UTF-32LE" });
    expect(decodeText(utf32(text, false))).toMatchObject({ ...asWhole, encoding: "UTF-32BE" });
  }
  expect(decodeText(utf16le(`\ufeff${text}`))).toMatchObject({ ...marked, encoding: "UTF-16LE" });
  expect(decodeText(utf32(`\ufeff${text}`, true))).toMatchObject({ ...marked, encoding: "UTF-32LE" });
  expect(decodeText(utf32(`\ufeff${text}`, false))).toMatchObject({ ...marked, encoding: "UTF-32BE" });
});

/** 中文 and line ends, in GBK. */
const gbk = (before: string, after = "\n") =>
  Uint8Array.from([...Buffer.from(before), 0xd6, 0xd0, ...Buffer.from(after)]);

test.each([
  ["a.xml", '<?xml version="1.0" encoding="gb2312"?>\n<a>', "</a>\n"],
  ["a.html", '<!doctype html>\n<meta charset="gbk">', "\n"],
  ["a.html", '<meta http-equiv="Content-Type" content="text/html; charset=GB2312">', "\n"],
  ["a", "<html><head><meta charset=gbk></head>", "\n"],
  ["a.css", '@charset "gbk";\n', "\n"],
  ["a.py", "# -*- coding: gbk -*-\n# ", "\n"],
  ["a.py", "#!/usr/bin/python\n# vim: set fileencoding=cp936 :\n# ", "\n"],
  ["run", "#!/usr/bin/env python3\n# coding=gbk\n# ", "\n"],
  ["a.rb", "# encoding: GBK\n# ", "\n"],
  ["a.c", "/* -*- mode: C; coding: euc-cn-unix -*- */\n// ", "\n"],
  ["a.c", "// ", "\n// vim: set fenc=cp936:\n"],
  ["a.c", "// vi:fileencoding=gbk\n// ", "\n"],
])("takes the encoding that %s names itself: %j", (path, before, after) => {
  expect(decodeText(gbk(before, after), { path })).toMatchObject({
    text: `${before}中${after}`,
    encoding: "GBK",
    encodingReason: "declared",
  });
});

test("takes no declaration from where none is one, none that is unknown, and none that cannot be true", () => {
  const bytes = (text: string) => decodeText(utf8(text), { path: "a.md" });
  expect(bytes('naïve <meta charset="gbk">\n')?.encoding).toBe("UTF-8");
  expect(bytes("# coding: gbk\nnaïve\n")?.encoding).toBe("UTF-8");
  expect(decodeText(utf8("# coding: nonsense\nnaïve\n"), { path: "a.py" })?.encoding).toBe("UTF-8");
  expect(decodeText(utf8('<?xml version="1.0" encoding="utf-16"?><a>naïve</a>'))?.encoding).toBe("UTF-8");
  // Declared, but the bytes are none of it.
  expect(decodeText(utf8("# coding: euc-jp\nnaïve é ✓\n"), { path: "a.py" })).toMatchObject({
    encoding: "UTF-8",
    text: "# coding: euc-jp\nnaïve é ✓\n",
  });
});

test("a declaration cannot be made to take long", () => {
  for (const unit of ["<?xml ", "<meta ", "<!--", "-*- coding", "vim: ", "# ", "\n", " "]) {
    for (const path of ["a.html", "a.py", "a"]) decodeText(utf8(`é${unit.repeat(100_000)}`), { path });
    decodeText(utf8(`${unit.repeat(100_000)}é`), { path: "a.html" });
  }
});

test("a choice counts whatever the bytes say, an attribute where there is no mark", () => {
  const bytes = Uint8Array.from([0xc3, 0xa9]);
  expect(decodeText(bytes)).toMatchObject({ text: "é", encodingReason: "valid" });
  expect(decodeText(bytes, { chosen: "ISO-8859-2" })).toMatchObject({ text: "ĂŠ", encodingReason: "chosen" });
  expect(decodeText(bytes, { attribute: "GBK" })).toMatchObject({ text: "茅", encodingReason: "attribute" });
  expect(decodeText(Uint8Array.from([0xef, 0xbb, 0xbf, ...bytes]), { attribute: "GBK" })).toMatchObject({
    text: "é",
    encodingReason: "mark",
  });
  // Git has made UTF-8 of it, unless the file was there before the attribute.
  expect(decodeText(bytes, { workingTree: "GBK" })).toMatchObject({ text: "é", encoding: "UTF-8" });
  expect(decodeText(gbk(""), { workingTree: "GBK" })).toMatchObject({ text: "中\n", encoding: "GBK" });
});

test("bytes of programs and archives stay binary", () => {
  const gzip = Uint8Array.from([0x1f, 0x8b, 8, 1, 2, 3, 4, 5, 6, 7, 0xff, 0xfe, 0x80, 14, 15]);
  const elf = Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 3, 0, 0x3e, 0]);
  const wasm = Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
  for (const bytes of [gzip, elf, wasm, Uint8Array.from([0]), new Uint8Array(64)]) {
    expect(decodeText(bytes)).toBeNull();
  }
});
