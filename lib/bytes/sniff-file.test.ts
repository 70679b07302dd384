import { deflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { crc32 } from "@/lib/archive/crc32";
import { sniffFile } from "./sniff-file";

const chunk = (type: string, content: Buffer) => {
  const named = Buffer.concat([Buffer.from(type, "latin1"), content]);
  const field = (value: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return bytes;
  };
  return Buffer.concat([field(content.length), named, field(crc32(named))]);
};
const png = (...more: Buffer[]) =>
  Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", Buffer.from("00000001000000010800000000", "hex")),
    ...more,
    chunk("IDAT", deflateSync(Buffer.alloc(2))),
    chunk("IEND", Buffer.alloc(0)),
  ]);

test.each([
  ["a PNG", png(), { mime: "image/png", media: "image" }],
  // Browsers draw it, and the raw route sends it as one.
  ["a PNG that moves", png(chunk("acTL", Buffer.alloc(8))), { mime: "image/png", media: "image" }],
  ["a PDF", Buffer.from("%PDF-1.7\n"), { mime: "application/pdf", media: "pdf" }],
  ["a bitmap", Buffer.from("BM\xff\0\0\0", "latin1"), { mime: "image/bmp", media: "image" }],
  ["a FLAC", Buffer.from("fLaC\0\0\0\x22", "latin1"), { mime: "audio/flac", media: "audio" }],
  ["a gzip", Buffer.from("1f8b0800", "hex"), { mime: "application/gzip", media: null }],
  ["nothing known", Buffer.from([1, 2, 3]), null],
] as const)("%s is told by its bytes", async (_, bytes, expected) => {
  expect(await sniffFile(bytes)).toEqual(expected);
});
