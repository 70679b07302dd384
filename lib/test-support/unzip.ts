import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { inflateRawSync } from "node:zlib";
import { crc32 } from "@/lib/archive/crc32";

/**
 * For tests: unpacks a zip by its central directory, links and modes included, and refuses what does not add up. Not every
 * machine has `unzip`, and Python's reader knows neither links nor modes.
 */
export async function unzip(file: string, to: string): Promise<void> {
  const zip = await readFile(file);
  const end = zip.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  if (end !== zip.length - 22) throw new Error("The zip does not end where it should.");
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (zip.readUInt32LE(at) !== 0x02014b50) throw new Error("No header where one should be.");
    const nameLength = zip.readUInt16LE(at + 28);
    const name = zip.toString("utf8", at + 46, at + 46 + nameLength);
    const mode = zip.readUInt16LE(at + 40);
    const local = zip.readUInt32LE(at + 42);
    if (zip.readUInt32LE(local) !== 0x04034b50) throw new Error(`${name} is not at its place.`);
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const packed = zip.subarray(from, from + zip.readUInt32LE(at + 20));
    const content = zip.readUInt16LE(at + 10) === 8 ? inflateRawSync(packed) : packed;
    if (crc32(content) !== zip.readUInt32LE(at + 16) || content.length !== zip.readUInt32LE(at + 24)) {
      throw new Error(`${name} is damaged.`);
    }
    const target = path.join(to, name);
    if (path.relative(to, target).startsWith("..")) throw new Error(`${name} leads out of the folder.`);
    if (name.endsWith("/")) await mkdir(target, { recursive: true });
    else if ((mode & 0o170000) === 0o120000) await symlink(content.toString(), target);
    else await writeFile(target, content, { mode: mode & 0o777 });
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
}
