import { describe, expect, it } from "vitest";
import { decodeText } from "./decode-text";

/** Sentences, and their bytes in base64 as iconv and Python write them. */
const samples: [encoding: string, text: string, base64: string][] = [
  ["GBK", "你好，世界", "xOO6w6OsysC95w=="],
  [
    "GBK",
    "这是一个用于测试的文件。\n版本说明：请先安装依赖。\n",
    "1eLKx9K7uPbTw9PasuLK1LXEzsS8/qGjCrDmsb7LtcP3o7rH68/IsLLXsNLAwLWhowo=",
  ],
  [
    "GBK",
    "// 初始化配置\nint main() { return 0; } // 返回结果\n",
    "Ly8gs/XKvLuvxeTWwwppbnQgbWFpbigpIHsgcmV0dXJuIDA7IH0gLy8gt7W72L3hufsK",
  ],
  ["GBK", "姓名,年龄\n张三,20\n李四,30\n", "0NXD+yzE6sHkCtXFyP0sMjAKwO7LxCwzMAo="],
  ["GBK", "联通", "warNqA=="],
  ["Big5", "你好，世界", "p0GmbqFBpUCsyQ=="],
  [
    "Big5",
    "這是一個用於測試的檔案。\n版本說明：請先安裝相依套件。\n",
    "s2+sT6RArdOlzqnztPq41aq6wMmu16FDCqqppbu7oan6oUe90KX9pne4y6zbqMyuTaXzoUMK",
  ],
  [
    "Big5",
    "// 初始化設定\nint main() { return 0; } // 傳回結果\n",
    "Ly8gquypbKTGs12pdwppbnQgbWFpbigpIHsgcmV0dXJuIDA7IH0gLy8gtsemXrWyqkcK",
  ],
  ["Shift_JIS", "こんにちは世界", "grGC8YLJgr+CzZCiikU="],
  [
    "Shift_JIS",
    "これはテスト用のファイルです。\n日本語の文字コードを確認します。\n",
    "grGC6oLNg2WDWINnl3CCzIN0g0CDQ4OLgsWCt4FCCpP6lnuM6oLMlbaOmoNSgVuDaILwim2URoK1gtyCt4FCCg==",
  ],
  [
    "Shift_JIS",
    "// 初期化する\nint main() { return 0; } // 終了\n",
    "Ly8gj4mK+om7greC6QppbnQgbWFpbigpIHsgcmV0dXJuIDA7IH0gLy8gj0mXuQo=",
  ],
  ["Shift_JIS", "テスト", "g2WDWINn"],
  ["EUC-JP", "こんにちは世界", "pLOk86TLpMGkz8Cks6Y="],
  [
    "EUC-JP",
    "これはテスト用のファイルです。\n日本語の文字コードを確認します。\n",
    "pLOk7KTPpcaluaXIzdGkzqXVpaGlpKXrpMekuaGjCsb8y9y47KTOyri7+qWzobylyaTys87Hp6S3pN6kuaGjCg==",
  ],
  [
    "EUC-JP",
    "// 初期化する\nint main() { return 0; } // 終了\n",
    "Ly8gvem0/LK9pLmk6wppbnQgbWFpbigpIHsgcmV0dXJuIDA7IH0gLy8gvarOuwo=",
  ],
  ["ISO-2022-JP", "これはテスト用のファイルです。\n", "GyRCJDMkbCRPJUYlOSVITVEkTiVVJSElJCVrJEckOSEjGyhCCg=="],
  ["EUC-KR", "안녕하세요 세계", "vsiz58fPvLy/5CC8vLDo"],
  [
    "EUC-KR",
    "이것은 시험용 파일입니다.\n버전 설명: 먼저 의존성을 설치하세요.\n",
    "wMywzcC6IL3Dx+i/6yDGxMDPwNS0z7TZLgq59sD8ILyzuO06ILjVwPogwMfBuLy6wLsgvLPEocfPvLy/5C4K",
  ],
  [
    "EUC-KR",
    "// 초기화\nint main() { return 0; } // 결과 반환\n",
    "Ly8gw8qx4sitCmludCBtYWluKCkgeyByZXR1cm4gMDsgfSAvLyCw4bD6ILndyK8K",
  ],
  [
    "EUC-KR",
    "똠방각하 펲시콜라는 이것은 시험용 파일입니다.\n",
    "jGO55rCix88gvIS9w8TdtvO0wiDAzLDNwLogvcPH6L/rIMbEwM/A1LTPtNkuCg==",
  ],
  ["Windows-1251", "Привет, мир", "z/Do4uXyLCDs6PA="],
  [
    "Windows-1251",
    "Это тестовый файл для проверки кодировки.\nСначала установите зависимости.\n",
    "3fLuIPLl8fLu4vvpIPTg6esg5Ov/IO/w7uLl8OroIOru5Ojw7uLq6C4K0e3g9+Dr4CDz8fLg7e7i6PLlIOfg4ujx6Ozu8fLoLgo=",
  ],
  [
    "Windows-1251",
    "// инициализация\nint main() { return 0; } // возврат\n",
    "Ly8g6O3o9ujg6+jn4Pbo/wppbnQgbWFpbigpIHsgcmV0dXJuIDA7IH0gLy8g4u7n4vDg8go=",
  ],
  ["KOI8-R", "Привет, мир", "8NLJ18XULCDNydI="],
  [
    "KOI8-R",
    "Это тестовый файл для проверки кодировки.\nСначала установите зависимости.\n",
    "/NTPINTF09TP19nKIMbByswgxMzRINDSz9fF0svJIMvPxMnSz9fLyS4K887B3sHMwSDV09TBzs/XydTFINrB18nTyc3P09TJLgo=",
  ],
  [
    "KOI8-R",
    "// инициализация\nint main() { return 0; } // возврат\n",
    "Ly8gyc7Jw8nBzMnawcPJ0QppbnQgbWFpbigpIHsgcmV0dXJuIDA7IH0gLy8g18/a19LB1Ao=",
  ],
  [
    "IBM866",
    "Это тестовый файл для проверки кодировки.\n",
    "neKuIOKl4eKuouupIOSgqasgpKvvIK/grqKl4KqoIKqupKjgrqKqqC4K",
  ],
  [
    "ISO-8859-5",
    "Это тестовый файл для проверки кодировки.\n",
    "zeLeIOLV4eLe0uvZIOTQ2dsg1NvvIN/g3tLV4NrYINre1Njg3tLa2C4K",
  ],
  ["ISO-8859-2", "Zażółć gęślą jaźń", "WmG/87PmIGfqtmyxIGphvPE="],
  [
    "ISO-8859-2",
    "Příliš žluťoučký kůň úpěl ďábelské ódy.\nToto je zkušební soubor.\n",
    "UPjtbGm5IL5sdbtvdehr/SBr+fIg+nDsbCDv4WJlbHNr6SDzZHkuClRvdG8gamUgemt1uWVibu0gc291Ym9yLgo=",
  ],
  [
    "ISO-8859-2",
    "To jest plik testowy. Proszę najpierw zainstalować zależności, a następnie uruchomić program.\n",
    "VG8gamVzdCBwbGlrIHRlc3Rvd3kuIFByb3N66iBuYWpwaWVydyB6YWluc3RhbG93YeYgemFsZb9ub7ZjaSwgYSBuYXN06nBuaWUgdXJ1Y2hvbWnmIHByb2dyYW0uCg==",
  ],
  ["Windows-1250", "Zażółć gęślą jaźń", "WmG/87PmIGfqnGy5IGphn/E="],
  [
    "Windows-1250",
    "Příliš žluťoučký kůň úpěl ďábelské ódy.\nToto je zkušební soubor.\n",
    "UPjtbGmaIJ5sdZ1vdehr/SBr+fIg+nDsbCDv4WJlbHNr6SDzZHkuClRvdG8gamUgemt1mmVibu0gc291Ym9yLgo=",
  ],
  [
    "ISO-8859-9",
    "Bu bir deneme dosyasıdır. Önce bağımlılıkları kurun, ardından çalıştırın. Şimdi güzel.\n",
    "QnUgYmlyIGRlbmVtZSBkb3N5YXP9ZP1yLiDWbmNlIGJh8P1tbP1s/WtsYXL9IGt1cnVuLCBhcmT9bmRhbiDnYWz9/nT9cv1uLiDeaW1kaSBn/HplbC4K",
  ],
  [
    "ISO-8859-7",
    "Αυτό είναι ένα δοκιμαστικό αρχείο. Εγκαταστήστε πρώτα τις εξαρτήσεις.\n",
    "wfX0/CDl3+3h6SDd7eEg5O/q6ezh8/Tp6vwg4fH35d/vLiDF4+rh9OHz9N7z9OUg8PH+9OEg9OnyIOXu4fH03vPl6fIuCg==",
  ],
  [
    "Windows-1256",
    "هذا ملف اختبار. ثبت التبعيات أولا ثم شغل البرنامج. السلام عليكم\n",
    "5dDHIOPh3SDHzsrIx9EuIMvIyiDH4crI2u3HyiDD5uHHIMvjINTb4SDH4cjR5MfjzC4gx+HT4cfjINrh7d/jCg==",
  ],
  [
    "Windows-874",
    "นี่คือไฟล์ทดสอบ กรุณาติดตั้งโปรแกรมก่อน\n",
    "udXopNfN5L/F7Le0ys26IKHD2LPStdS0tdHpp+K7w+Ghw8Gh6M25Cg==",
  ],
];

describe("a file without a declaration", () => {
  it.each(samples)("in %s says %j", (encoding, text, base64) => {
    const decoded = decodeText(Buffer.from(base64, "base64"));
    expect({ text: decoded?.text, encoding: decoded?.encoding }).toEqual({ text, encoding });
    expect(decoded).toMatchObject({ encodingReason: "probable", brokenCount: 0, hasByteOrderMark: false });
  });

  it.each([
    ["café", "ISO-8859-1"],
    ["é", "ISO-8859-1"],
    ["naïve résumé", "ISO-8859-1"],
    ["Größe über Straße", "ISO-8859-1"],
    ["// größe\nint x;\n", "ISO-8859-1"],
    ["ÄÖÜäöüß", "ISO-8859-1"],
    ["Äpfel, Ärger, Öl\n", "ISO-8859-1"],
    ["Ceci est un fichier d'essai. Installez d'abord les dépendances, très bien.\n", "ISO-8859-1"],
    ["Señor, ¿qué tal? Mañana está bien.\n", "ISO-8859-1"],
    ["© 2020 Müller", "ISO-8859-1"],
    ["Blåbærsyltetøy på brød", "ISO-8859-1"],
    ["Ação não é possível", "ISO-8859-1"],
    ["25 °C ± 1\n", "ISO-8859-1"],
    ["\u201cquoted\u201d \u2013 dash\u2026 it\u2019s", "Windows-1252"],
    ["Price: 10 \u20ac \u2014 naïve", "Windows-1252"],
    ["It\u2019s", "Windows-1252"],
  ])("of Western Europe stays that: %j", (text, encoding) => {
    const bytes = Buffer.from(
      text.replace(/[\u2013\u2014\u2019\u201c\u201d\u2026\u20ac]/g, (char) =>
        String.fromCharCode(
          {
            "\u2013": 0x96,
            "\u2014": 0x97,
            "\u2019": 0x92,
            "\u201c": 0x93,
            "\u201d": 0x94,
            "\u2026": 0x85,
            "\u20ac": 0x80,
          }[char] ?? 0,
        ),
      ),
      "latin1",
    );
    expect(decodeText(bytes)).toMatchObject({ text, encoding, encodingReason: "assumed" });
  });

  it("finds the few lines that tell in a long program", () => {
    const comment = Buffer.from("1eLKx9bQzsTXosrNCg==", "base64");
    const code = Buffer.from("int value = compute(first, second);\n".repeat(5000));
    const bytes = Buffer.concat([code, Buffer.from("// "), comment, code]);
    expect(decodeText(bytes)).toMatchObject({
      encoding: "GBK",
      text: expect.stringContaining("// 这是中文注释"),
    });
  });

  it("survives a few damaged bytes", () => {
    const chinese = Buffer.from("1eLKx9K7uPbTw9Pasr7K1LXEzsS8/qGjCg==", "base64");
    const bytes = Buffer.concat([
      ...Array.from({ length: 20 }, () => chinese),
      Buffer.from([0xff, 0x0a]),
      chinese,
    ]);
    expect(decodeText(bytes)).toMatchObject({ encoding: "GBK", brokenCount: 1 });
  });
});
