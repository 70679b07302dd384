import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createRepo } from "./create-repo";
import { attack, png } from "./file-samples";
import { gitOk, inTempDir } from "./git";
import type { Stack } from "./stack";

const svg = (colour: string, body = "") =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="120" height="80">\n  <rect width="120" height="80" fill="${colour}"/>\n${body}</svg>\n`;

const people = (change: (row: string, at: number) => string[]) =>
  ["name,town,age", ...Array.from({ length: 60 }, (_, at) => `Person ${at + 1},Bern,${20 + at}`)]
    .flatMap(change)
    .map((row) => `${row}\n`)
    .join("");

const cell = (id: string, source: string, output?: string) =>
  output === undefined
    ? { cell_type: "markdown", id, metadata: {}, source }
    : {
        cell_type: "code",
        id,
        metadata: {},
        source,
        execution_count: 1,
        outputs: [{ output_type: "stream", name: "stdout", text: output }],
      };

const notebook = (...cells: ReturnType<typeof cell>[]) =>
  `${JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells }, null, 1)}\n`;

const paragraphs = (from: number) =>
  Array.from({ length: 8 }, (_, at) => `Paragraph ${at + from} stays as it is.\n`).join("\n");

const hostile = `<script>${attack}</script>\n\n<img src=x onerror="${attack}">\n\n[here](javascript:${attack})\n`;

/** What each file is before the change, and after it; null where it is not there. */
const files: Record<string, [before: string | Buffer | null, after: string | Buffer | null]> = {
  "logo.png": [png(200, 100), png(400, 200)],
  "new.png": [null, png(60, 60)],
  "drawing.svg": [svg("teal"), svg("purple")],
  "heavy.svg": [
    svg("teal"),
    svg("purple", `<g id="a">${"<path/>".repeat(400)}</g>${'<use href="#a"/>'.repeat(400)}\n`),
  ],
  "people.csv": [
    people((row) => [row]),
    people((row, at) =>
      at === 30 ? [row.replace("Bern", "Basel")] : at === 40 ? [] : at === 50 ? [row, "Zoë,Genf,1"] : [row],
    ),
  ],
  "docs/guide.md": [
    `# Guide\n\n${paragraphs(1)}\nWrite to the old office, please.\n\nThis goes.\n\n${paragraphs(9)}`,
    `# Guide\n\n${paragraphs(1)}\nWrite to the new office, please.\n\n${paragraphs(9)}\nSee [the next](next.md).\n\n${hostile}`,
  ],
  "docs/next.md": ["Next\n", null],
  "long.md": ["A line of it.\n".repeat(20_000), `${"A line of it.\n".repeat(20_000)}Another.\n`],
  "study.ipynb": [
    notebook(
      cell("intro", "# Study"),
      cell("load", "import pandas\nrows = pandas.read_csv('a.csv')\nprint(rows)", "1"),
      cell("gone", "print('gone')", "gone"),
      cell("run", "print(1)", "1"),
      cell("last", "print('last')", "last"),
    ),
    notebook(
      cell("last", "print('last')", "last"),
      cell("intro", "# Study"),
      cell("load", "import pandas\nrows = pandas.read_csv('b.csv')\nprint(rows)", "1"),
      cell("come", "print('come')", "come"),
      cell("run", "print(1)", "2"),
    ),
  ],
};

/** A repo with a commit whose files can be looked at in more ways than as lines. */
export async function createLookRepo(stack: Stack, name: string): Promise<{ at: string; hash: string }> {
  const { remote, token } = await createRepo(stack, name, "looks");
  let hash = "";
  await inTempDir(async (dir) => {
    await gitOk(dir, ["init", "--quiet", "-b", "main"]);
    for (const side of [0, 1] as const) {
      if (side === 1) await gitOk(dir, ["rm", "-rq", "."]);
      for (const [path, sides] of Object.entries(files)) {
        const content = sides[side];
        if (content === null) continue;
        await mkdir(dirname(join(dir, path)), { recursive: true });
        await writeFile(join(dir, path), content);
      }
      await gitOk(dir, ["add", "--all"]);
      await gitOk(dir, ["commit", "--quiet", "-m", side === 0 ? "Begin" : "Change what is looked at"]);
    }
    hash = (await gitOk(dir, ["rev-parse", "HEAD"])).trim();
    await gitOk(dir, ["push", "--quiet", remote, "main"], { token });
  });
  return { at: `/looks/${name}/commit/${hash}`, hash };
}
