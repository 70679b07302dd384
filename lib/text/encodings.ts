import { encodingLabel } from "@/gitformat/encoding-label";

/** Every encoding a file can be read in, as people write it, by what it is for. The Encoding Standard's label is the name in lower case. */
export const encodingGroups = {
  Unicode: ["UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"],
  "Western European": ["Windows-1252", "ISO-8859-1", "ISO-8859-15", "Macintosh"],
  "Central European": ["ISO-8859-2", "Windows-1250"],
  Chinese: ["GBK", "GB18030", "Big5"],
  Japanese: ["Shift_JIS", "EUC-JP", "ISO-2022-JP"],
  Korean: ["EUC-KR"],
  Cyrillic: ["Windows-1251", "KOI8-R", "KOI8-U", "IBM866", "ISO-8859-5", "X-Mac-Cyrillic"],
  Greek: ["ISO-8859-7", "Windows-1253"],
  Hebrew: ["ISO-8859-8", "Windows-1255"],
  Arabic: ["ISO-8859-6", "Windows-1256"],
  Turkish: ["ISO-8859-9", "Windows-1254"],
  "Baltic and Nordic": ["ISO-8859-4", "ISO-8859-10", "ISO-8859-13", "Windows-1257"],
  "South European and Celtic": ["ISO-8859-3", "ISO-8859-14"],
  Thai: ["Windows-874"],
  Vietnamese: ["Windows-1258"],
} as const;

export type Encoding = (typeof encodingGroups)[keyof typeof encodingGroups][number];

const byLabel = new Map<string, Encoding>(
  Object.values(encodingGroups)
    .flat()
    .map((encoding) => [encoding.toLowerCase(), encoding]),
);

/** An encoding by any of its names; null for one that is not read here. */
export function encodingNamed(written: string): Encoding | null {
  const plain = written.trim().toLowerCase();
  if (/^latin-?1$/.test(plain)) return "ISO-8859-1";
  return byLabel.get(plain) ?? byLabel.get(encodingLabel(plain) ?? "") ?? null;
}
