import { spawn } from "node:child_process";
import { appendFile, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import { z } from "zod";
import { openJournal } from "./journal";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "vitrine-journal-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const entry = z.object({ word: z.string() });

function openWords(options: { segmentBytes?: number; segmentsMax?: number } = {}) {
  const words: string[] = [];
  const journal = openJournal({
    folder,
    name: "words",
    entry,
    onEntry: ({ word }) => words.push(word),
    ...options,
  });
  return { journal, words };
}

it("gives what was written to whoever opens it later, and to who has it open already", async () => {
  const first = openWords();
  const other = openWords();
  await first.journal.append({ word: "one" });
  await other.journal.catchUp();
  await first.journal.append({ word: "two" });
  await Promise.all([other.journal.catchUp(), other.journal.catchUp()]);
  expect(other.words).toEqual(["one", "two"]);
  const later = openWords();
  await later.journal.catchUp();
  expect(later.words).toEqual(["one", "two"]);
});

it("loses nothing but the line that a crash cut short", async () => {
  const { journal, words } = openWords();
  await journal.append({ word: "before" });
  await appendFile(path.join(folder, "words.jsonl"), '{"word":"cut sh');
  await journal.append({ word: "after" });
  await appendFile(path.join(folder, "words.jsonl"), '{"other":1}\nnull\n');
  await journal.catchUp();
  expect(words).toEqual(["before", "after"]);
});

it("keeps to its bound, and forgets the oldest first", async () => {
  const { journal } = openWords({ segmentBytes: 400, segmentsMax: 3 });
  for (let at = 0; at < 200; at += 1) await journal.append({ word: String(at) });
  const files = await readdir(folder);
  expect(files.length).toBeLessThanOrEqual(3);
  for (const file of files) expect((await stat(path.join(folder, file))).size).toBeLessThan(450);
  const { journal: again, words } = openWords();
  await again.catchUp();
  expect(words.at(-1)).toBe("199");
  expect(words).toEqual([...words].sort((a, b) => Number(a) - Number(b)));
  expect(words.length).toBeGreaterThan(20);
});

it("holds every line of several processes that write at once while files are renamed", async () => {
  const program = `
    import { z } from "zod";
    import { openJournal } from ${JSON.stringify(fileURLToPath(new URL("./journal.ts", import.meta.url)))};
    const journal = openJournal({
      folder: ${JSON.stringify(folder)}, name: "words", entry: z.object({ word: z.string() }), onEntry() {},
      segmentBytes: 2000, segmentsMax: 1000,
    });
    for (let at = 0; at < 200; at += 1) await journal.append({ word: process.argv[1] + at });
  `;
  const run = (name: string) =>
    new Promise<number | null>((resolve) => {
      const args = [
        "--conditions=react-server",
        "--import",
        "tsx",
        "--input-type=module",
        "-e",
        program,
        name,
      ];
      const root = fileURLToPath(new URL("../..", import.meta.url));
      spawn(process.execPath, args, { cwd: root, stdio: "inherit" }).once("exit", resolve);
    });
  expect(await Promise.all(["a", "b"].map(run))).toEqual([0, 0]);
  const { journal, words } = openWords();
  await journal.catchUp();
  expect(words).toHaveLength(400);
  expect(new Set(words).size).toBe(400);
});
