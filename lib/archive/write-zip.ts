import "server-only";
import { pipeline, Readable } from "node:stream";
import { promisify } from "node:util";
import { createDeflateRaw, deflateRaw } from "node:zlib";
import { type ArchiveFile, type LargeContent, linkTargetOf } from "./archive-file";
import { crc32 } from "./crc32";

const deflate = promisify(deflateRaw);
const max16 = 0xffff;
const max32 = 0xffffffff;
/** Names are UTF-8 (bit 11); lengths and checksum stand behind the data (bit 3). */
const utf8Flag = 0x0800;
const descriptorFlag = 0x0008;
/** 1980-01-01 00:00:00 as MS-DOS writes it, in two halves. */
const dosTime = 0;
const dosDate = 0x0021;
const madeByUnix = 0x031e;
const dosDirectory = 0x10;

interface Written {
  name: Buffer;
  mode: number;
  isDeflated: boolean;
  flags: number;
  crc: number;
  compressedBytes: number;
  sizeBytes: number;
  offset: number;
}

/**
 * A zip archive, chunk by chunk, with Unix modes and links. Large files are deflated as they pass. Files are under 4 GiB,
 * which `readBlobs` sees to; the 64-bit forms are for many entries and far offsets alone.
 */
export async function* writeZip(files: AsyncIterable<ArchiveFile>): AsyncGenerator<Uint8Array> {
  const central: Buffer[] = [];
  let offset = 0;
  for await (const file of files) {
    const written: Written = {
      name: Buffer.from(file.kind === "directory" ? `${file.path}/` : file.path),
      mode: modeOf(file),
      isDeflated: false,
      flags: utf8Flag,
      crc: 0,
      compressedBytes: 0,
      sizeBytes: 0,
      offset,
    };
    const { content } = file;
    if (content.bytes === null) {
      written.isDeflated = true;
      written.flags |= descriptorFlag;
      const head = localHeader(written);
      yield head;
      yield* deflateLarge(content, written);
      const descriptor = dataDescriptor(written);
      yield descriptor;
      offset += head.byteLength + written.compressedBytes + descriptor.byteLength;
    } else {
      const packed = await deflate(content.bytes);
      written.isDeflated = packed.byteLength < content.bytes.byteLength;
      const data = written.isDeflated ? packed : content.bytes;
      written.crc = crc32(content.bytes);
      written.compressedBytes = data.byteLength;
      written.sizeBytes = content.bytes.byteLength;
      const head = localHeader(written);
      yield head;
      yield data;
      offset += head.byteLength + data.byteLength;
    }
    central.push(centralHeader(written));
  }
  yield* central;
  yield endOfArchive(central, offset);
}

function modeOf(file: ArchiveFile): number {
  if (file.kind === "directory") return 0o040755;
  if (linkTargetOf(file) !== null) return 0o120777;
  return file.kind === "executable" ? 0o100755 : 0o100644;
}

/** Notes checksum and lengths in `written` as the data passes. */
async function* deflateLarge(content: LargeContent, written: Written): AsyncGenerator<Uint8Array> {
  async function* counted() {
    for await (const chunk of content.stream()) {
      written.crc = crc32(chunk, written.crc);
      written.sizeBytes += chunk.byteLength;
      yield chunk;
    }
  }
  // Destroys both when either fails, or when the reader stops; the loop throws the failure.
  const packed = pipeline(Readable.from(counted()), createDeflateRaw({ chunkSize: 65_536 }), () => undefined);
  for await (const chunk of packed) {
    written.compressedBytes += chunk.byteLength;
    yield chunk;
  }
}

/** The fields that both headers of a file share, from "version needed" to the length of its name. */
function sharedFields({ name, isDeflated, flags, crc, compressedBytes, sizeBytes }: Written): Buffer {
  const bytes = Buffer.alloc(24);
  bytes.writeUInt16LE(20, 0);
  bytes.writeUInt16LE(flags, 2);
  bytes.writeUInt16LE(isDeflated ? 8 : 0, 4);
  bytes.writeUInt16LE(dosTime, 6);
  bytes.writeUInt16LE(dosDate, 8);
  bytes.writeUInt32LE(crc, 10);
  bytes.writeUInt32LE(compressedBytes, 14);
  bytes.writeUInt32LE(sizeBytes, 18);
  bytes.writeUInt16LE(name.byteLength, 22);
  return bytes;
}

const signature = (text: string) => Buffer.from(`PK${text}`, "latin1");

function localHeader(written: Written): Buffer {
  // No extra field.
  return Buffer.concat([signature("\x03\x04"), sharedFields(written), Buffer.alloc(2), written.name]);
}

function dataDescriptor({ crc, compressedBytes, sizeBytes }: Written): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32LE(crc, 0);
  bytes.writeUInt32LE(compressedBytes, 4);
  bytes.writeUInt32LE(sizeBytes, 8);
  return Buffer.concat([signature("\x07\x08"), bytes]);
}

function centralHeader(written: Written): Buffer {
  const { name, mode, offset } = written;
  const extra = offset < max32 ? Buffer.alloc(0) : Buffer.alloc(12);
  if (extra.byteLength > 0) {
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(8, 2);
    extra.writeBigUInt64LE(BigInt(offset), 4);
  }
  const madeBy = Buffer.alloc(2);
  madeBy.writeUInt16LE(madeByUnix);
  const rest = Buffer.alloc(16);
  rest.writeUInt16LE(extra.byteLength, 0);
  const isDirectory = (mode & 0o170000) === 0o040000;
  // Comment, disk and internal attributes stay zero.
  rest.writeUInt32LE((mode * 0x10000 + (isDirectory ? dosDirectory : 0)) >>> 0, 8);
  rest.writeUInt32LE(Math.min(offset, max32), 12);
  return Buffer.concat([signature("\x01\x02"), madeBy, sharedFields(written), rest, name, extra]);
}

function endOfArchive(central: Buffer[], offset: number): Buffer {
  const count = central.length;
  const sizeBytes = central.reduce((total, header) => total + header.byteLength, 0);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(Math.min(count, max16), 4);
  end.writeUInt16LE(Math.min(count, max16), 6);
  end.writeUInt32LE(Math.min(sizeBytes, max32), 8);
  end.writeUInt32LE(Math.min(offset, max32), 12);
  const plain = Buffer.concat([signature("\x05\x06"), end]);
  if (count < max16 && offset < max32 && sizeBytes < max32) return plain;

  const end64 = Buffer.alloc(52);
  end64.writeBigUInt64LE(44n, 0);
  end64.writeUInt16LE(madeByUnix, 8);
  end64.writeUInt16LE(45, 10);
  end64.writeBigUInt64LE(BigInt(count), 20);
  end64.writeBigUInt64LE(BigInt(count), 28);
  end64.writeBigUInt64LE(BigInt(sizeBytes), 36);
  end64.writeBigUInt64LE(BigInt(offset), 44);
  const locator = Buffer.alloc(16);
  locator.writeBigUInt64LE(BigInt(offset + sizeBytes), 4);
  locator.writeUInt32LE(1, 12);
  return Buffer.concat([signature("\x06\x06"), end64, signature("\x06\x07"), locator, plain]);
}
