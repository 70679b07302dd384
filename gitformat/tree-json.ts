import { type TreeEntryMode, treeEntryTypeOfMode } from "@/contract/content";
import { TreeCursor } from "./tree-cursor";
import { readTreeMode } from "./tree-mode";

const quote = 0x22;
const backslash = 0x5c;
const hashBytes = 20;
/** Mode, space, NUL and hash: no entry is shorter. */
const entryMinBytes = 5 + 2 + hashBytes;
/** The most that an entry becomes beside its name: keys, mode, type, 40 digits. */
const entryMaxBytes = 128;
/** The most that a byte of a name becomes: a control character is written as `\u0001`. */
const nameGrowth = 6;

const digits = Buffer.from("0123456789abcdef");
const beforeName = Buffer.from('{"name":"');
const beforeHash = eachMode((mode) => `","mode":"${mode}","hash":"`);
const afterHash = eachMode((mode) => `","type":"${treeEntryTypeOfMode[mode]}"}`);

/**
 * The entries of a tree object in its own order, as the JSON of the contract's `TreeEntry[]`; null when it is not a
 * tree. From bytes to bytes: the objects in between would cost more than all else for a tree of 20,000 entries.
 */
export function treeJson(content: Buffer): Buffer | null {
  const countMax = Math.ceil(content.length / entryMinBytes);
  const json = Buffer.allocUnsafe(content.length * nameGrowth + countMax * entryMaxBytes + 2);
  let to = 0;
  json[to++] = 0x5b;
  const cursor = new TreeCursor(content);
  while (cursor.next()) {
    const mode = readTreeMode(content, cursor.modeAt, cursor.modeEnd);
    if (mode === null) return null;

    if (cursor.modeAt > 0) json[to++] = 0x2c;
    to = put(json, to, beforeName);
    to = putName(json, to, content, cursor.nameAt, cursor.nameEnd);
    to = put(json, to, beforeHash[mode]);
    const { end } = cursor;
    for (let from = cursor.hashAt; from < end; from += 1) {
      const byte = content[from] ?? 0;
      json[to++] = digits[byte >> 4] ?? 0;
      json[to++] = digits[byte & 15] ?? 0;
    }
    to = put(json, to, afterHash[mode]);
  }
  if (!cursor.isDone) return null;
  json[to++] = 0x5d;
  return json.subarray(0, to);
}

/** Most names are printable ASCII, and stand in JSON as they are. */
function putName(json: Buffer, start: number, content: Buffer, nameAt: number, nameEnd: number): number {
  let to = start;
  for (let at = nameAt; at < nameEnd; at += 1) {
    const byte = content[at] ?? 0;
    if (byte < 0x20 || byte > 0x7e || byte === quote || byte === backslash) {
      const text = JSON.stringify(content.toString("utf8", nameAt, nameEnd));
      return start + json.write(text.slice(1, -1), start, "utf8");
    }
    json[to++] = byte;
  }
  return to;
}

function put(json: Buffer, start: number, bytes: Buffer): number {
  for (let at = 0; at < bytes.length; at += 1) json[start + at] = bytes[at] ?? 0;
  return start + bytes.length;
}

function eachMode(textOf: (mode: TreeEntryMode) => string): Record<TreeEntryMode, Buffer> {
  const bytes = (mode: TreeEntryMode) => Buffer.from(textOf(mode));
  return {
    "40000": bytes("40000"),
    "100644": bytes("100644"),
    "100755": bytes("100755"),
    "120000": bytes("120000"),
    "160000": bytes("160000"),
  };
}
