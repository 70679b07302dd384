/** 0x80 to 0x9f in Windows-1252, which some platforms leave as control characters. */
const windowsChars = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ";

/**
 * Bytes as text by a label of the Encoding Standard, a byte order mark kept. What is no text in it is replaced by U+FFFD, or
 * with `isFatal` makes it null. Node lacks some of what the standard says; browsers and Node give the same here.
 */
export function decodeLabel(bytes: Uint8Array, label: string, isFatal = false): string | null {
  if (label === "windows-1252") {
    const text = new TextDecoder("latin1").decode(bytes);
    return text.replace(/[\x80-\x9f]/g, (char) => windowsChars[char.charCodeAt(0) - 0x80] ?? char);
  }
  if (label === "euc-kr") return decodeKorean(bytes, isFatal);
  return decodePlain(bytes, label === "gbk" ? "gb18030" : label, isFatal);
}

function decodePlain(bytes: Uint8Array, label: string, isFatal: boolean): string | null {
  try {
    return new TextDecoder(label, { fatal: isFatal, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * Windows writes all 11,172 syllables as EUC-KR: those that are not in the standard's rows stand between them, in the order of
 * Unicode.
 */
function decodeKorean(bytes: Uint8Array, isFatal: boolean): string | null {
  let text = "";
  let from = 0;
  for (let at = 0; at < bytes.byteLength; at += 1) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x81 || lead === 0xff) continue;
    const index = extendedIndex(lead, bytes[at + 1] ?? 0);
    if (index !== null) {
      const plain = decodePlain(bytes.subarray(from, at), "euc-kr", isFatal);
      const syllable = extendedSyllables()[index];
      if (plain === null || (syllable === undefined && isFatal)) return null;
      text += plain + (syllable ?? "\ufffd");
      from = at + 2;
    }
    at += 1;
  }
  const rest = decodePlain(bytes.subarray(from), "euc-kr", isFatal);
  return rest === null ? null : text + rest;
}

/** Which of the further syllables two bytes are; null for the standard's own. */
function extendedIndex(lead: number, trail: number): number | null {
  if (lead > 0xc6) return null;
  const letter =
    trail >= 0x41 && trail <= 0x5a ? trail - 0x41 : trail >= 0x61 && trail <= 0x7a ? trail - 0x61 + 26 : null;
  const place = letter ?? (trail >= 0x81 && trail <= 0xfe ? trail - 0x81 + 52 : null);
  if (place === null) return null;
  if (lead <= 0xa0) return (lead - 0x81) * 178 + place;
  return place < 84 ? 32 * 178 + (lead - 0xa1) * 84 + place : null;
}

let syllables: string[] | null = null;

function extendedSyllables(): string[] {
  if (syllables !== null) return syllables;
  const standard = new Uint8Array(25 * 94 * 2);
  for (let index = 0; index < 25 * 94; index += 1) {
    standard[index * 2] = 0xb0 + Math.floor(index / 94);
    standard[index * 2 + 1] = 0xa1 + (index % 94);
  }
  const known = new Set(new TextDecoder("euc-kr").decode(standard));
  syllables = [];
  for (let code = 0xac00; code <= 0xd7a3; code += 1) {
    const char = String.fromCharCode(code);
    if (!known.has(char)) syllables.push(char);
  }
  return syllables;
}
