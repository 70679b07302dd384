const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~";
const lengths = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** Bytes of a line, unless it is the last one. */
export const base85LineBytes = lengths.length;

/** The lines of a binary patch: a letter for the number of bytes, then five digits for each four of them. */
export function base85Lines(bytes: Uint8Array): string {
  let text = "";
  for (let from = 0; from < bytes.length; from += base85LineBytes) {
    const line = bytes.subarray(from, from + base85LineBytes);
    text += lengths[line.length - 1];
    for (let at = 0; at < line.length; at += 4) text += fiveDigits(line, at);
    text += "\n";
  }
  return text;
}

/** What is missing at the end of the bytes counts as zero. */
function fiveDigits(bytes: Uint8Array, at: number): string {
  let left = 0;
  for (let byte = 0; byte < 4; byte++) left = left * 256 + (bytes[at + byte] ?? 0);
  let text = "";
  for (let digit = 0; digit < 5; digit++) {
    text = digits[left % 85] + text;
    left = Math.floor(left / 85);
  }
  return text;
}
