import { readFileSync } from "node:fs";
import { createHighlighterCore } from "shiki/core";
import { createOnigurumaEngine } from "shiki/engine/oniguruma";
import { bundledLanguages, bundledLanguagesInfo } from "shiki/langs";
import { afterAll, expect, test } from "vitest";
import { createHighlighter, type HighlightedCode } from "./highlighter";
import { type Line, roles } from "./roles";
import "./response-bytes.mjs";
import { codeTheme } from "./theme";
import { decodeLine } from "./token-codes";

const highlighter = createHighlighter();
afterAll(() => highlighter.close());

const textOf = ({ lines }: HighlightedCode) =>
  lines.map((line) => line.map(([text]) => text).join("")).join("\n");

function roleOf(code: HighlightedCode, word: string): string | undefined {
  const token = code.lines.flat().find(([text]) => text.trim() === word);
  return token && roles[token[1]];
}

test("colours code as data and keeps every character", async () => {
  const code = '// hi\nconst a: number = f("x") + 12;\n\nexport class B {}\n';
  const result = await highlighter.highlight({ owner: "repo", code, language: "ts" });
  expect(result.language).toBe("typescript");
  expect(result.plainReason).toBeNull();
  expect(`${textOf(result)}\n`).toBe(code);
  expect(roleOf(result, "// hi")).toBe("comment");
  expect(roleOf(result, "const")).toBe("keyword");
  expect(roleOf(result, "number")).toBe("type");
  expect(roleOf(result, '"x"')).toBe("string");
  expect(roleOf(result, "12")).toBe("constant");
  expect(roleOf(result, "f")).toBe("function");
  expect(roleOf(result, "B")).toBe("type");
});

test("chunks give what Shiki gives in one go, for constructs that span them", async () => {
  const bare = await createHighlighterCore({
    themes: [codeTheme],
    langs: [bundledLanguages.typescript, bundledLanguages.markdown, bundledLanguages.python],
    engine: createOnigurumaEngine(import("shiki/wasm")),
  });
  const own = readFileSync(new URL("./detect-language.ts", import.meta.url), "utf8");
  const samples = [
    [
      "typescript",
      `${own}\n/* a comment\n${"over many lines\n".repeat(40)}*/\nconst t = \`\${[\n${"1,\n".repeat(40)}]}\`;`,
    ],
    ["python", `def f():\n    """${"\n    text".repeat(60)}\n    """\n    return 1\r\nx = 'a'\r\n`],
    ["markdown", `# A\n\n${"```ts\nlet a = 1\n```\n\ntext *b*\n".repeat(30)}`],
  ] as const;
  const small = createHighlighter({ chunkLines: 7 });
  try {
    for (const [language, code] of samples) {
      const ours = await small.highlight({ owner: "repo", code, language });
      const theirs = bare.codeToTokensBase(code, {
        lang: language,
        theme: codeTheme.name,
        tokenizeMaxLineLength: 5000,
      });
      // A role a character; white space has no colour of its own.
      const flat = ours.lines.map((line) =>
        line.flatMap(([text, role]) => [...text].map((c) => (c.trim() ? role : "_"))),
      );
      const bareFlat = theirs.map((line) =>
        line.flatMap((t) =>
          [...t.content].map((c) => (c.trim() ? Number.parseInt((t.color ?? "#0").slice(1), 16) : "_")),
        ),
      );
      expect(flat).toEqual(bareFlat.slice(0, flat.length));
    }
  } finally {
    await small.close();
    bare.dispose();
  }
});

test("neighbours of one role are one token, white space joins what stands before it", async () => {
  const { lines } = await highlighter.highlight({
    owner: "repo",
    code: "export default async function f() {}",
    language: "js",
  });
  for (const line of lines) {
    line.forEach(([, role], index) => {
      expect(role).not.toBe(line[index + 1]?.[1]);
    });
  }
  expect(lines[0]?.[0]?.[0]).toBe("export default async function ");
});

test("reads CRLF, a missing last line feed, empty and blank files", async () => {
  const crlf = await highlighter.highlight({ owner: "repo", code: "let a;\r\nlet b;\r\n", language: "js" });
  expect(textOf(crlf)).toBe("let a;\nlet b;");
  expect((await highlighter.highlight({ owner: "repo", code: "let a;", language: "js" })).lines).toHaveLength(
    1,
  );
  expect((await highlighter.highlight({ owner: "repo", code: "", language: "js" })).lines).toEqual([]);
  expect((await highlighter.highlight({ owner: "repo", code: "\n\n", language: "js" })).lines).toEqual([
    [],
    [],
  ]);
});

test("a file without a line is plain at once, and holds up no worker", async () => {
  const own = createHighlighter({ stallMs: 600_000 });
  try {
    const empty = await own.highlight({ owner: "repo", code: "", language: "ts" });
    expect([empty.lines, empty.plainReason]).toEqual([[], null]);
    expect(await own.highlightChunks({ owner: "repo", code: "", language: "ts" }).outcome).toBeNull();
  } finally {
    await own.close();
  }
});

test("code of an unknown language is plain and says so, plain text is simply plain", async () => {
  const unknown = await highlighter.highlight({ owner: "repo", code: "a b\n", language: "klingon" });
  expect(unknown).toEqual({ language: null, lines: [[["a b", 0]]], plainReason: "unknown-language" });
  const text = await highlighter.highlight({ owner: "repo", code: "a b\n", language: "text" });
  expect(text).toEqual({ language: "text", lines: [[["a b", 0]]], plainReason: null });
});

test("too large code is plain and says so", async () => {
  const small = createHighlighter({ maxChars: 10, maxLines: 3 });
  try {
    expect(
      (await small.highlight({ owner: "repo", code: "let abcdefghij = 1", language: "js" })).plainReason,
    ).toBe("too-large");
    expect((await small.highlight({ owner: "repo", code: "1\n2\n3\n4\n", language: "js" })).plainReason).toBe(
      "too-large",
    );
    expect(
      (await small.highlight({ owner: "repo", code: "1\n2\n3\n", language: "js" })).plainReason,
    ).toBeNull();
  } finally {
    await small.close();
  }
});

test("a very long line stays plain, the lines around it do not", async () => {
  const result = await highlighter.highlight({
    owner: "repo",
    code: `let a;\n${"var b;".repeat(2000)}\nlet c;\n`,
    language: "js",
  });
  expect(result.lines[1]?.map(([, role]) => role)).toEqual([0]);
  expect(roleOf({ ...result, lines: result.lines.slice(2) }, "let")).toBe("keyword");
});

test("code that takes too long comes back plain, and others asked meanwhile in colour", async () => {
  const hasty = createHighlighter({ budgetMs: 1, chunkLines: 5 });
  try {
    const slow = hasty.highlight({
      owner: "repo",
      code: "const a = { b: [1, 2] };\n".repeat(20_000),
      language: "ts",
    });
    const quick = hasty.highlight({ owner: "repo", code: "let a;", language: "ts" });
    expect((await slow).plainReason).toBe("too-slow");
    expect((await slow).lines).toHaveLength(20_000);
    expect((await quick).plainReason).toBeNull();
  } finally {
    await hasty.close();
  }
});

test("a worker stuck in one chunk is ended, its code comes back plain, and the next worker serves the rest", async () => {
  // One chunk of everything takes far longer than the stall limit; small code does not.
  const strict = createHighlighter({
    chunkLines: 1_000_000,
    chunkChars: 100_000_000,
    budgetMs: 1e9,
    stallMs: 2_500,
    maxLines: 1_000_000,
    maxChars: 100_000_000,
  });
  try {
    const stuck = strict.highlight({
      owner: "repo",
      code: "const a = { b: [1, 2], c: `x` };\n".repeat(300_000),
      language: "ts",
    });
    const innocent = strict.highlight({ owner: "repo", code: '{"a": 1}', language: "json" });
    expect((await stuck).plainReason).toBe("too-slow");
    expect((await innocent).plainReason).toBeNull();
  } finally {
    await strict.close();
  }
});

test("twelve files of one repo that no worker gets done hold up no ordinary file beside them", {
  timeout: 120_000,
}, async () => {
  const busy = createHighlighter({
    // One line, and no end to it.
    maxLineLength: 1e9,
    lineLimitMs: 1e9,
    chunkChars: 1e9,
    stallMs: 300_000,
    budgetMs: 1e9,
    quickBudgetMs: 600_000,
    maxChars: 1e9,
    quickChars: 1e9,
    lanes: {
      quickMs: 3_000,
      quickAtOnce: 4,
      quickPerOwner: 2,
      slowWorkers: 1,
      slowPerOwner: 1,
      waitMs: 600_000,
    },
  });
  try {
    let done = 0;
    const line = "const a = { b: [1, 2], c: `x` }; ".repeat(60_000);
    for (let index = 0; index < 12; index++) {
      const heavy = busy.highlight({ owner: "repo", code: `${line}${index}`, language: "ts" });
      void heavy.then(() => done++);
    }
    const beside = await busy.highlight({ owner: "repo", code: "let a;", language: "ts" });
    const others = await busy.highlight({ owner: "another", code: "let b;", language: "ts" });
    expect([beside.plainReason, others.plainReason, done]).toEqual([null, null, 0]);
  } finally {
    await busy.close();
  }
});

test("a file that is too slow for the quick lane has all its time in the other, and what waits too long says so", async () => {
  const code = "const a = { b: [1, 2] };\n".repeat(3_000);
  const lanes = { quickMs: 600_000, quickAtOnce: 4, quickPerOwner: 2, slowWorkers: 1, slowPerOwner: 1 };
  const patient = createHighlighter({ quickBudgetMs: 0, lanes: { ...lanes, waitMs: 600_000 } });
  const hasty = createHighlighter({
    quickChars: 1,
    maxLineLength: 1e9,
    lineLimitMs: 1e9,
    stallMs: 300_000,
    lanes: { ...lanes, waitMs: 50 },
  });
  try {
    const whole = await patient.highlight({ owner: "repo", code, language: "ts" });
    expect(whole.plainReason).toBeNull();
    expect(whole.lines).toEqual((await highlighter.highlight({ owner: "repo", code, language: "ts" })).lines);
    const endless = "const a = { b: [1, 2], c: `x` }; ".repeat(60_000);
    void hasty.highlight({ owner: "repo", code: endless, language: "ts" });
    const waiting = await hasty.highlight({ owner: "repo", code, language: "ts" });
    expect(waiting.plainReason).toBe("busy");
    expect(waiting.lines).toHaveLength(3_000);
  } finally {
    await patient.close();
    await hasty.close();
  }
});

test("one who leaves does not take the answer from the others", async () => {
  const leaving = new AbortController();
  const code = "const shared = 1;\n".repeat(3_000);
  const left = highlighter.highlight({ owner: "repo", code, language: "ts", signal: leaving.signal });
  const stayed = highlighter.highlight({ owner: "repo", code, language: "ts" });
  leaving.abort(new Error("left"));
  await expect(left).rejects.toThrow("left");
  expect((await stayed).plainReason).toBeNull();
});

test("work that nobody waits for any more is dropped, and can be asked again", async () => {
  const leaving = new AbortController();
  const code = "const dropped = 1;\n".repeat(3_000);
  const left = highlighter.highlight({ owner: "repo", code, language: "ts", signal: leaving.signal });
  leaving.abort(new Error("left"));
  await expect(left).rejects.toThrow("left");
  expect((await highlighter.highlight({ owner: "repo", code, language: "ts" })).plainReason).toBeNull();
});

test("the same code a second time comes from the cache, coloured alike", async () => {
  const code = `${"const cached = [1, 'a'];\n".repeat(5_000)}// end`;
  const first = await highlighter.highlight({ owner: "repo", code, language: "ts" });
  // A wait for the worker rejects when its caller leaves, as above: an answer from the cache waits for no worker.
  const leaving = new AbortController();
  const second = highlighter.highlight({
    owner: "repo",
    code,
    language: "typescript",
    signal: leaving.signal,
  });
  leaving.abort(new Error("left"));
  expect(await second).toEqual(first);
});

test("every bundled grammar loads and keeps the text", { timeout: 120_000 }, async () => {
  const code = "a = 'b' // c # d\n<e f=\"g\">{h}</e>";
  for (const { id } of bundledLanguagesInfo) {
    const result = await highlighter.highlight({ owner: "repo", code, language: id });
    expect(result.plainReason, id).toBeNull();
    expect(textOf(result), id).toBe(code);
  }
});

test("chunks are what the whole is, one after the other, cold and from the cache", async () => {
  const own = createHighlighter({ chunkLines: 7 });
  try {
    const code = `${readFileSync(new URL("./detect-language.ts", import.meta.url), "utf8").slice(0, 9000)}\n`;
    const whole = await own.highlight({ owner: "repo", code, language: "ts" });
    const fresh = createHighlighter({ chunkLines: 7 });
    try {
      for (const state of ["cold", "cached"]) {
        const { chunks, lineCount, outcome } = fresh.highlightChunks({
          owner: "repo",
          code,
          language: "ts",
          contentKey: "k",
        });
        const lines: Line[] = [];
        for (const chunk of chunks) {
          expect(chunk.firstLine, state).toBe(lines.length + 1);
          const codes = (await chunk.codes)?.split(" ") ?? [];
          lines.push(...chunk.text.split("\n").map((text, index) => decodeLine(text, codes[index] ?? "")));
        }
        expect(lines, state).toEqual(whole.lines);
        expect(lineCount, state).toBe(whole.lines.length);
        expect(await outcome).toBeNull();
      }
    } finally {
      await fresh.close();
    }
  } finally {
    await own.close();
  }
});

test("chunks of plain text and of too much code are plain at once", async () => {
  const text = highlighter.highlightChunks({ owner: "repo", code: "a\nb\n", language: "text" });
  expect([text.plainReason, text.lineCount, await text.chunks[0]?.codes]).toEqual([null, 2, null]);
  const small = createHighlighter({ maxLines: 3 });
  const large = small.highlightChunks({ owner: "repo", code: "1\n2\n3\n4\n", language: "js" });
  expect([large.plainReason, await large.outcome, await large.chunks[0]?.codes]).toEqual([
    "too-large",
    "too-large",
    null,
  ]);
  await small.close();
});
