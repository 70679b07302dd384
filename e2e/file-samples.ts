import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { deflateSync } from "node:zlib";

/** What every hostile sample tries to do. */
export const attack = "window.wasAttacked=true";

const crcTable = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  let crc = 0xffffffff;
  for (const byte of body) crc = (crcTable[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.byteLength);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE((crc ^ 0xffffffff) >>> 0);
  return Buffer.concat([length, body, sum]);
}

/** A picture of so many pixels, half of it transparent. */
export function png(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const rows = Buffer.alloc(height * (1 + width * 4));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      rows.set([40, 120 + (x % 80), 130, x > y ? 255 : 0], y * (1 + width * 4) + 1 + x * 4);
    }
  }
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk("IHDR", header),
    pngChunk("IDAT", deflateSync(rows)),
    pngChunk("IEND", Buffer.alloc(0)),
  ]);
}

/** One page a text, with a script that a reader of PDFs would run if it ran scripts. */
export function pdf(texts: string[]): Buffer {
  const pages = texts.map((_, index) => `${4 + index * 2} 0 R`).join(" ");
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (${attack}) >> >>`,
    `<< /Type /Pages /Kids [${pages}] /Count ${texts.length} >>`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ...texts.flatMap((text, index) => {
      const stream = `BT /F1 36 Tf 60 700 Td (${text}) Tj ET 0.1 0.5 0.5 rg 60 400 300 200 re f`;
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${5 + index * 2} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
        `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
      ];
    }),
  ];
  let body = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const at = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = offsets.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("");
  const size = objects.length + 1;
  const trailer = `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
  return Buffer.from(`${body}xref\n0 ${size}\n0000000000 65535 f \n${table}${trailer}`, "latin1");
}

/** A tone of a tenth of a second. */
function wav(): Buffer {
  const samples = Buffer.from(
    Array.from({ length: 800 }, (_, at) => 128 + Math.round(60 * Math.sin(at / 3))),
  );
  const header = Buffer.alloc(44);
  header.write("RIFF", 0, "latin1");
  header.writeUInt32LE(36 + samples.byteLength, 4);
  header.write("WAVEfmt ", 8, "latin1");
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(8000, 24);
  header.writeUInt32LE(8000, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write("data", 36, "latin1");
  header.writeUInt32LE(samples.byteLength, 40);
  return Buffer.concat([header, samples]);
}

/** TypeScript of so many lines; every one says its number. */
export function longCode(lines: number): string {
  return Array.from({ length: lines }, (_, index) => {
    const n = index + 1;
    return n % 7 === 0
      ? `/** Line ${n}. */`
      : `export const value${n} = compute("needle-${n}", { n: ${n} }) ?? null;`;
  }).join("\n");
}

const notebook = {
  nbformat: 4,
  nbformat_minor: 5,
  metadata: { language_info: { name: "python" } },
  cells: [
    {
      cell_type: "markdown",
      source: [
        `# Measurements <img src=x onerror="${attack}">\n`,
        `<script>${attack}</script>\n`,
        "Some *words*.",
      ],
    },
    {
      cell_type: "code",
      execution_count: 1,
      source: "import pandas as pd\nprint(pd.DataFrame({'a': [1, 2]}))",
      outputs: [
        { output_type: "stream", name: "stdout", text: ["plain \u001b[31mred words\u001b[0m\n", "more\n"] },
        {
          output_type: "execute_result",
          data: {
            "text/html": [
              `<style>body { display: none }</style><table onclick="${attack}"><tr><th>a</th></tr>\n\n`,
              `    <tr><td>1<script>${attack}</script></td></tr></table><iframe srcdoc="<script>parent.wasAttacked=true</script>"></iframe>`,
            ],
            "text/plain": "   a",
          },
        },
        { output_type: "display_data", data: { "image/png": png(40, 20).toString("base64") } },
        { output_type: "display_data", data: { "image/png": `"><script>${attack}</script>` } },
        { output_type: "display_data", data: { "image/svg+xml": `<svg onload="${attack}"/>` } },
        {
          output_type: "error",
          ename: "ValueError",
          evalue: "no",
          traceback: ["\u001b[31mValueError\u001b[0m: no"],
        },
      ],
    },
    { cell_type: "raw", source: "raw text" },
    {
      cell_type: "code",
      execution_count: 2,
      metadata: { tags: ["hide-input"], scrolled: true },
      source: "print(folded)",
      outputs: [{ output_type: "stream", name: "stdout", text: "a long line\n".repeat(100) }],
    },
    { cell_type: "widget" },
  ],
};

/** By path: one file of every kind that a file page knows, hostile where its kind can be. */
export const samples: Record<string, string | Buffer> = {
  "small.ts": longCode(60),
  "huge.ts": longCode(10_000),
  "largest.ts": longCode(20_000),
  "plain.log.ts": longCode(20_001),
  "endless.txt": "x\n".repeat(100_001),
  "minified.js": `var a="";${"a+=f(1,2);".repeat(100_000)}`,
  script: "#!/usr/bin/env python3\nprint('hello')\n",
  "modeline.unknown": "# vim: set ft=ruby:\ndef hello\n  puts 'x'\nend\n",
  "crlf.txt": "one\r\ntwo\r\nthree",
  "mixed.txt": "one\r\ntwo\nthree\n",
  "mac.txt": "one\rtwo\rthree\r",
  "bom.ts": "\ufeffconst a = 1;\n",
  "utf16le.txt": Buffer.from("\ufeffGrüße aus UTF-16\r\nzweite\r\n", "utf16le"),
  "utf16be-unmarked.txt": Buffer.from("Grüße ohne Marke\n", "utf16le").swap16(),
  "latin1.txt": Buffer.from("caf\xe9 cr\xe8me\n", "latin1"),
  "broken.txt": Buffer.concat([
    Buffer.from("Äpfel, Öl, Übel, süß \n"),
    Buffer.from([0xff]),
    Buffer.from(" end\n"),
  ]),
  "settled/.gitattributes": "made.inc linguist-language=C++ linguist-generated encoding=windows-1251\n",
  "settled/.editorconfig": "[*.inc]\nindent_style = tab\nindent_size = 8\n",
  "settled/made.inc": Buffer.from("class A {\n\tint x; // \xcf\xf0\xe8\xe2\xe5\xf2\n};\n", "latin1"),
  "trojan.js": 'if (level != "user\u202e \u2066// admin\u2069 \u2066") {\n  let ad\u200bmin = 1;\n}\n',
  "empty.txt": "",
  "page.html": `<script>${attack}</script>\n`,
  "long.md": Array.from({ length: 1_500 }, (_, n) => `## Part ${n} **strong ${n}** \`code\`\n`).join("\n"),
  "notes.md": `# Notes\n\n<script>${attack}</script>\n\nSee [line](small.ts#L3).\n\n\`\`\`ts\nconst a = 1;\n\`\`\`\n`,
  "drawing.svg": `<svg xmlns="http://www.w3.org/2000/svg" width="120" height="80" onload="${attack}"><script>${attack}</script><rect width="60" height="60" fill="teal"/></svg>`,
  "table.csv": `name,amount,"<img src=x onerror=${attack}>"\npear,10,a\napple,9,b\n"quince, ripe",100,"<script>${attack}</script>"\n`,
  "long.csv": `id,value\n${Array.from({ length: 5000 }, (_, index) => `${index},${index * 2}`).join("\n")}\n`,
  "data.json": JSON.stringify(
    {
      name: `<img src=x onerror=${attack}>`,
      list: Array.from({ length: 250 }, (_, index) => index),
      deep: { a: { b: { c: "found" } } },
    },
    null,
    2,
  ).replace('"deep"', '"big": 12345678901234567890,\n  "deep"'),
  "broken.json": '{"a": 1\n"b": 2}\n',
  "analysis.ipynb": JSON.stringify(notebook, null, 1),
  "picture.png": png(320, 160),
  "broken.png": Buffer.concat([png(10, 10).subarray(0, 40), Buffer.alloc(30)]),
  "paper.pdf": pdf(["First page", "Second page", "Third page"]),
  "broken.pdf": Buffer.concat([Buffer.from("%PDF-1.4\n"), Buffer.alloc(100)]),
  "tone.wav": wav(),
  "archive.zip": Buffer.concat([Buffer.from("PK\x03\x04\x14\0\0\0", "latin1"), Buffer.alloc(6000, 7)]),
  "large.bin.ts":
    "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 123456789\n",
};

export async function writeSamples(dir: string): Promise<void> {
  for (const [path, content] of Object.entries(samples)) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), content);
  }
}
