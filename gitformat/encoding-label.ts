/** Names that Git, editors and languages use and the Encoding Standard lacks, by the name it has. */
const otherNames: Record<string, string> = {
  gbk: "euc-cn euccn cp936 ms936 windows-936",
  big5: "cp950 ms950 windows-950",
  shift_jis: "cp932 ms932 cp943 windows-932 japanese-shift-jis",
  "euc-kr": "cp949 ms949 uhc euckr",
  "euc-jp": "eucjp ujis euc-japan japanese-iso-8bit eucjp-ms",
  "iso-8859-1": "iso-latin-1 latin-1 iso8859-1",
  "iso-8859-2": "iso-latin-2 latin-2 iso8859-2",
  "iso-8859-15": "iso-latin-9 latin-9 latin9",
  macintosh: "mac-roman macroman",
  "x-mac-cyrillic": "mac-cyrillic maccyrillic",
  "koi8-r": "koi8r cyrillic-koi8",
  "koi8-u": "koi8u",
  ibm866: "cp866",
  "windows-874": "cp874 tis620",
  "utf-8": "cp65001 utf-8-sig utf-8-emacs mule-utf-8 u8",
};

const labels = /* @__PURE__ */ new Map(
  /* @__PURE__ */ Object.entries(otherNames).flatMap(([label, names]) =>
    names.split(" ").map((name) => [name, label] as const),
  ),
);

/**
 * The name in the Encoding Standard of an encoding that somebody wrote, in lower case: `cp936` is `gbk`, `utf-8-unix` is
 * `utf-8`. Null for what the platform cannot read.
 */
export function encodingLabel(written: string): string | null {
  if (written.length > 100) return null;
  const name = written
    .trim()
    .toLowerCase()
    // Emacs adds the line ends.
    .replace(/-(unix|dos|mac)$/, "");
  const plain = name.replaceAll("_", "-");
  for (const label of [labels.get(plain), name, plain]) {
    if (label === undefined) continue;
    try {
      return new TextDecoder(label).encoding;
    } catch {
      // Not a name of the standard's.
    }
  }
  return null;
}
