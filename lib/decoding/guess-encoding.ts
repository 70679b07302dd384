import "server-only";
import { analyse } from "chardet";
import { decodeAs } from "@/lib/text/decode-as";
import { type Encoding, encodingNamed } from "@/lib/text/encodings";

/**
 * The encoding that bytes beyond ASCII most probably are in, which are known to be no UTF-8; null where nothing speaks for one
 * rather than another. The detector alone takes short Latin texts for Chinese and Chinese ones for Greek: so an encoding
 * counts only if its script comes out of it, with the characters that are frequent in that script.
 */
export function guessEncoding(bytes: Uint8Array): Encoding | null {
  const sample = linesBeyondAscii(bytes);
  const detected = new Map<Encoding, number>();
  for (const { name, confidence } of analyse(sample)) {
    const encoding = encodingNamed(name);
    if (encoding !== null) detected.set(encoding, confidence);
  }
  const wide = bestOf(
    wideScripts.map((script) => [script.encoding, wideScore(sample, script, detected)] as const),
  );
  const narrow = bestOf(
    Object.entries(narrowScripts).flatMap(([script, encodings]) =>
      encodings.map((encoding) => [encoding, narrowScore(sample, encoding, script, detected)] as const),
    ),
  );
  if (wide !== null && (narrow === null || wide.score >= narrow.score)) return wide.encoding;
  return narrow?.encoding ?? latinEncoding(sample, detected);
}

/** Some thousand characters: more tell nothing more. */
const sampleMaxBytes = 6 * 1024;

/** The lines that tell: in a program they are few among many of ASCII. */
function linesBeyondAscii(bytes: Uint8Array): Uint8Array {
  const lines: Uint8Array[] = [];
  let length = 0;
  for (let at = 0; at < bytes.byteLength && length < sampleMaxBytes; ) {
    const feed = bytes.indexOf(10, at);
    const end = feed < 0 ? bytes.byteLength : feed + 1;
    const line = bytes.subarray(at, end);
    at = end;
    if (!line.some((byte) => byte >= 0x80)) continue;
    // A line without an end in the whole file: what is over the limit may end within a character.
    const taken = line.subarray(0, sampleMaxBytes);
    lines.push(taken);
    length += taken.byteLength;
  }
  return Buffer.concat(lines);
}

function bestOf(scores: (readonly [Encoding, number])[]): { encoding: Encoding; score: number } | null {
  let best: { encoding: Encoding; score: number } | null = null;
  for (const [encoding, score] of scores) {
    if (score > (best?.score ?? 0)) best = { encoding, score };
  }
  return best;
}

interface WideScript {
  encoding: Encoding;
  /** Whether two bytes are of the standard's rows of frequent characters or of its punctuation. */
  isFrequent(lead: number, trail: number): boolean;
  /** Below this share of frequent characters a text is in another encoding. */
  shareMin: number;
  /** What makes up a good part of every text in this language: it decides between encodings that share their bytes. */
  common: RegExp;
}

const between = (byte: number, from: number, to: number) => byte >= from && byte <= to;

const simplified =
  /[的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能子得下自之年过发后作里用道行所家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其主样理心本前开但因从实日意无长机第此已工使情明性知全三关点正业外将高间由问最重并物应文体相见等新制果加月回特代内信表化给世位次度任常先通原提及比名处入认条系题更别打变总数安报结量建务做接件计管期资指统区保形空展科基书则界放强即完设式色路记告类求据程边该交规取格领确传观切带导运序测试版请装依置码档始返李姓龄张号错误输]/g;
const traditional =
  /[的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能子得下自之年過發後作裡用道行所家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其主樣理心本前開但因從實日意無長機第此已工使情明性知全三關點正業外將高間由問最重並物應文體相見等新制果加月回特代內信表化給世位次度任常先通原提及比名處入認條系題更別打變總數安報結量建務做接件計管期資指統區保形空展科基書則界放強即完設式色路記告類求據程邊該交規取格領確傳觀切帶導運序測試版請裝依置碼檔始返李姓齡張號錯誤輸]/g;
const japanese =
  /[\u3041-\u30fc日本語人名年月大学中国田山太郎前後時間東京会社株式使用文字初期設定終了変更確認]/g;
const korean =
  /[이다는을에가의로하고지한기도사리자어인나서시대정아해수를은있게라스장전일부원제보상주과그성요니]/g;

const wideScripts: WideScript[] = [
  {
    encoding: "GBK",
    isFrequent: (lead, trail) => trail >= 0xa1 && (between(lead, 0xb0, 0xd7) || between(lead, 0xa1, 0xa3)),
    shareMin: 0.75,
    common: simplified,
  },
  {
    encoding: "Big5",
    isFrequent: (lead) => between(lead, 0xa1, 0xc6),
    shareMin: 0.75,
    common: traditional,
  },
  {
    encoding: "Shift_JIS",
    isFrequent: (lead, trail) =>
      between(lead, 0x88, 0x97) || (lead === 0x81 && trail < 0xad) || between(lead, 0x82, 0x83),
    shareMin: 0.75,
    common: japanese,
  },
  {
    encoding: "EUC-JP",
    isFrequent: (lead) => between(lead, 0xb0, 0xcf) || between(lead, 0xa1, 0xa5),
    shareMin: 0.75,
    common: japanese,
  },
  {
    // Chinese characters are rare in it.
    encoding: "EUC-KR",
    isFrequent: (lead, trail) => trail >= 0xa1 && (between(lead, 0xb0, 0xc8) || between(lead, 0xa1, 0xa3)),
    shareMin: 0.9,
    common: korean,
  },
];

const isLetter = (byte: number | undefined) =>
  byte !== undefined && (between(byte, 0x41, 0x5a) || between(byte, 0x61, 0x7a));

/** From 0 to 2; 0 for what is not probable. */
function wideScore(bytes: Uint8Array, script: WideScript, detected: ReadonlyMap<Encoding, number>): number {
  const { encoding, shareMin, common } = script;
  const { count, frequent, alone } = countPairs(bytes, script);
  if (count === 0) return 0;
  const share = frequent / count;
  if (share < shareMin || alone > count * 0.4) return 0;
  const text = decodeAs(bytes, encoding);
  const broken = text.split("\ufffd").length - 1;
  if (broken > count / 40 || /[\x80-\x9f]/.test(text)) return 0;
  const commonShare = (text.match(common)?.length ?? 0) / count;
  const confidence = count > 10 ? (detected.get(encoding) ?? 0) / 100 : 0;
  return share * 0.8 + Math.min(commonShare, 1) * 0.5 + confidence * 0.8;
}

/** The characters of two bytes: how many there are, how many are frequent, and how many stand alone between ASCII letters, as an accented letter does in a word. */
function countPairs(bytes: Uint8Array, { encoding, isFrequent }: WideScript) {
  const found = { count: 0, frequent: 0, alone: 0 };
  for (let at = 0; at < bytes.byteLength; at += 1) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80 || (encoding === "Shift_JIS" && between(lead, 0xa1, 0xdf))) continue;
    found.count += 1;
    if (isFrequent(lead, bytes[at + 1] ?? 0)) found.frequent += 1;
    if (isAlone(bytes, at)) found.alone += 1;
    at += 1;
  }
  return found;
}

function isAlone(bytes: Uint8Array, at: number): boolean {
  const isAfterLetter = isLetter(bytes[at - 1]) && (bytes[at - 2] ?? 0) < 0x80;
  const next = bytes[at + 2];
  return isLetter(next) || (isAfterLetter && (next ?? 0) < 0x80);
}

/** Scripts of one byte a character that are not Latin. */
const narrowScripts: Record<string, Encoding[]> = {
  Cyrillic: ["Windows-1251", "KOI8-R", "IBM866", "ISO-8859-5"],
  Greek: ["ISO-8859-7", "Windows-1253"],
  Hebrew: ["ISO-8859-8", "Windows-1255"],
  Arabic: ["Windows-1256", "ISO-8859-6"],
  Thai: ["Windows-874"],
};

/** The letters that make up some two thirds of a text; small ones, as most are. */
const frequentLetters: Record<string, string> = {
  Cyrillic: "оеаинтсрвлкдпміу",
  Greek: "αοιετσνηυρκπμςλάίόέή",
  Hebrew: "יוהלאתרשמבנ",
  Arabic: "اليمنوتربةدع",
  Thai: "านรกอเงมยลวดทส่้ี",
};

/** As `wideScore`. */
function narrowScore(
  bytes: Uint8Array,
  encoding: Encoding,
  script: string,
  detected: ReadonlyMap<Encoding, number>,
): number {
  const text = decodeAs(bytes, encoding);
  const letters = text.match(new RegExp(`\\p{Script=${script}}`, "gu")) ?? [];
  const beyondAscii = text.match(/[^\0-\x7f\u2010-\u203a\xa0\xab\xbb№]/g) ?? [];
  if (letters.length < 3 || letters.length < beyondAscii.length * 0.95) return 0;
  // Capitals within words, and words mixed with Latin letters, come from another encoding.
  const odd = text.match(/\p{Ll}(?=\p{Lu})|[A-Za-z](?=[^\0-\x7f])|[^\0-\x7f](?=[A-Za-z])/gu)?.length ?? 0;
  if (odd > letters.length * 0.15) return 0;
  const common = frequentLetters[script] ?? "";
  const share = letters.filter((letter) => common.includes(letter)).length / letters.length;
  if (share < 0.5) return 0;
  return share + (detected.get(encoding) ?? 0) / 200;
}

/** Fewer bytes beyond ASCII do not tell one Latin encoding from another. */
const latinMinBytes = 5;

/** Among encodings of the Latin script, Western ones apart. */
function latinEncoding(bytes: Uint8Array, detected: ReadonlyMap<Encoding, number>): Encoding | null {
  if (bytes.filter((byte) => byte >= 0x80).byteLength < latinMinBytes) return null;
  const western = symbolsInWords(bytes, "Windows-1252");
  const isWindows = bytes.some((byte) => between(byte, 0x80, 0x9f));
  const confidenceOf = (names: Encoding[]) => Math.max(...names.map((name) => detected.get(name) ?? 0));
  const atLeast = western > 1 ? 0 : confidenceOf(["ISO-8859-1", "Windows-1252"]) + 8;
  const candidates = [
    ["ISO-8859-2", "Windows-1250"],
    ["ISO-8859-9", "Windows-1254"],
    ["ISO-8859-13", "Windows-1257"],
  ] as const;
  const found = bestOf(
    candidates.map(([iso, windows]) => {
      const encoding = isWindows || iso === "ISO-8859-13" ? windows : iso;
      const confidence = confidenceOf([iso, windows]);
      const symbols = symbolsInWords(bytes, encoding);
      const isProbable = confidence >= 30 && confidence >= atLeast;
      // Symbols in the middle of words come from the wrong encoding.
      const isCured = western > 1 && symbols === 0;
      return [encoding, symbols === 0 && (isProbable || isCured) ? confidence + 1 : 0] as const;
    }),
  );
  return found?.encoding ?? null;
}

/** Signs between letters, and capitals behind small letters. */
function symbolsInWords(bytes: Uint8Array, encoding: Encoding): number {
  const text = decodeAs(bytes, encoding);
  const within = text.match(/\p{L}(?=[^\0-\x7f\p{L}\p{M}\u2010-\u2015\u2019\u2026\xad\xb7]\p{L})/gu);
  const capitals = text.match(/[a-z](?=[^\0-\x7f])\p{Lu}/gu);
  return (within?.length ?? 0) + (capitals?.length ?? 0);
}
