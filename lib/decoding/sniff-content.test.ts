import { describe, expect, it } from "vitest";
import { sniffContentType } from "./sniff-content";

const bytes = (...values: (number | string)[]) =>
  Buffer.concat(
    values.map((value) => (typeof value === "string" ? Buffer.from(value, "latin1") : Buffer.from([value]))),
  );

describe("sniffContentType", () => {
  it.each([
    ["x.png", bytes(0x89, "PNG\r\n", 0x1a, "\n..."), "image/png"],
    ["x", bytes(0xff, 0xd8, 0xff, 0xe0), "image/jpeg"],
    ["x", bytes("GIF89a", 1), "image/gif"],
    ["x", bytes("RIFF", 1, 2, 3, 4, "WEBPVP8 "), "image/webp"],
    ["x", bytes(0, 0, 0, 32, "ftypavif"), "image/avif"],
    ["x.ico", bytes(0, 0, 1, 0, 1), "image/x-icon"],
    ["x.bmp", bytes("BM", 0xff, 0, 0), "image/bmp"],
    ["x.txt", bytes("BM is a text"), "text/plain; charset=utf-8"],
    ["x.html", bytes("<script>alert(1)</script>"), "text/plain; charset=utf-8"],
    ["x.js", bytes("alert(1)"), "text/plain; charset=utf-8"],
    ["x.svg", bytes("<svg xmlns='http://www.w3.org/2000/svg'/>"), "image/svg+xml"],
    ["x.svg", bytes("<svg", 0), "application/octet-stream"],
    ["x.pdf", bytes("%PDF-1.7", 0xff), "application/pdf"],
    ["x.mp3", bytes("ID3", 4, 0), "audio/mpeg"],
    ["x.mp3", bytes(0xff, 0xfb, 0x90, 0), "audio/mpeg"],
    ["x.aac", bytes(0xff, 0xf1, 0x50, 0), "audio/aac"],
    ["x.wav", bytes("RIFF", 1, 2, 3, 0, "WAVEfmt "), "audio/wav"],
    ["x.flac", bytes("fLaC", 0, 0, 0, 0x22), "audio/flac"],
    ["x.opus", bytes("OggS", 0, 2, "OpusHead"), "audio/ogg"],
    ["x.ogv", bytes("OggS", 0, 2, 0x80, "theora"), "video/ogg"],
    ["x.m4a", bytes(0, 0, 0, 32, "ftypM4A "), "audio/mp4"],
    ["x.mp4", bytes(0, 0, 0, 32, "ftypisom"), "video/mp4"],
    ["x.mov", bytes(0, 0, 0, 20, "ftypqt  "), "video/quicktime"],
    ["x.webm", bytes(0x1a, 0x45, 0xdf, 0xa3, 0x42, 0x82, 0x84, "webm"), "video/webm"],
    ["x.mkv", bytes(0x1a, 0x45, 0xdf, 0xa3, 0x42, 0x82, 0x88, "matroska"), "video/x-matroska"],
    ["x.heic", bytes(0, 0, 0, 24, "ftypheic"), "image/heic"],
    ["tags.txt", bytes("ID3 is a format"), "text/plain; charset=utf-8"],
    ["utf16.txt", bytes(0xff, 0xfe, "a", 0), "text/plain; charset=utf-16le"],
    ["utf32.txt", bytes("a", 0, 0, 0, "b", 0, 0, 0), "text/plain"],
    ["x.txt", bytes("latin-1: ", 0xe4, "."), "text/plain"],
    ["x.txt", Buffer.from("1eLKx9bQzsTXosrNCg==", "base64"), "text/plain; charset=gbk"],
    ["x.txt", bytes(0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2, "\n"), "text/plain; charset=windows-1251"],
    ["x.html", bytes("<meta charset=iso-8859-1>", 0xe4), "text/plain; charset=windows-1252"],
    ["x.txt", bytes(0x1b, "$B%F%9%H", 0x1b, "(B"), "text/plain; charset=iso-2022-jp"],
    ["x.gz", bytes(0x1f, 0x8b, 8, 1, 2, 3, 4, 5, 6, 0xff), "application/octet-stream"],
    ["x.wasm", bytes(0, "asm"), "application/octet-stream"],
    ["empty", bytes(), "text/plain; charset=utf-8"],
  ])("%s with %j", (name, start, type) => {
    expect(sniffContentType(name, start, true)).toBe(type);
  });

  it("lets a character be cut in two by the end of what it sees", () => {
    const cut = bytes("text ", 0xc3);
    expect(sniffContentType("x", cut, false)).toBe("text/plain; charset=utf-8");
    expect(sniffContentType("x", cut, true)).toBe("text/plain");
    const chinese = Buffer.from("1eLKx9bQzsTXosrNCg==", "base64");
    const beginning = Buffer.concat([chinese, chinese.subarray(0, 5)]);
    expect(sniffContentType("x", beginning, false)).toBe("text/plain; charset=gbk");
  });

  it("goes by what .gitattributes say, which is no use for what is not text", () => {
    const text = bytes("latin-1: ", 0xe4, ".");
    expect(sniffContentType("x.txt", text, true, { attribute: "ISO-8859-1" })).toBe(
      "text/plain; charset=windows-1252",
    );
    expect(sniffContentType("x.txt", text, true, { workingTree: "Windows-1251" })).toBe(
      "text/plain; charset=windows-1251",
    );
    expect(sniffContentType("x.wasm", bytes(0, "asm"), true, { attribute: "GBK" })).toBe(
      "application/octet-stream",
    );
  });
});
