import { createRepo } from "./create-repo";
import { gitOk, inTempDir } from "./git";
import type { Stack } from "./stack";

type File = string | Buffer | { mode: "100755" | "120000" | "160000"; content: string };

/** A path's new content; null takes it away. */
type Files = Record<string, File | null>;

interface Step {
  message: string;
  files: Files;
  /** Names of earlier steps; the one before where this is left out. */
  parents?: string[];
}

export const numbered = (count: number, from = 1) =>
  Array.from({ length: count }, (_, at) => `line ${at + from}\n`).join("");

/** A submodule's commit: any hash does. */
const elsewhere = (digit: string) => ({ mode: "160000", content: digit.repeat(40) }) as const;

export const hostileName = `"quoted"\t<img src=x onerror=alert(1)>\n.txt`;

const steps: Record<string, Step> = {
  root: {
    message: "Begin",
    files: {
      "src/app.ts": `${numbered(60)}export const answer = 41;\n${numbered(60, 61)}`,
      "src/old-name.ts": numbered(80),
      "docs/moved.md": "# Moved\n\nWithout a change.\n",
      "run.sh": "#!/bin/sh\n",
      kind: "a file\n",
      link: { mode: "120000", content: "src/app.ts" },
      library: elsewhere("1"),
      "crlf.txt": "one\r\ntwo\r\n",
      "latin.txt": Buffer.from("caf\xe9\n", "latin1"),
      "wide.txt": Buffer.from("\ufeffeins\n", "utf16le"),
      "nul.txt": Buffer.from("a\0b\n"),
      "end.txt": "without an end",
      "space.txt": "a b\n",
      "gone.txt": "soon gone\n",
      [hostileName]: "<script>alert(1)</script>\n",
    },
  },
  many: {
    message:
      "Change what can be changed\n\nA body with <b>tags</b>.\n\nReviewed-by: Grace <grace@example.com>",
    files: {
      "src/app.ts": `${numbered(60)}export const answer = 42;\n${numbered(60, 61)}`,
      "src/old-name.ts": null,
      "src/new-name.ts": numbered(78),
      "docs/moved.md": null,
      "docs/there.md": "# Moved\n\nWithout a change.\n",
      "run.sh": { mode: "100755", content: "#!/bin/sh\n" },
      kind: null,
      "kind/inside": "a directory\n",
      link: { mode: "120000", content: "docs/there.md" },
      library: elsewhere("2"),
      "crlf.txt": "one\ntwo\n",
      "latin.txt": Buffer.from("th\xe9\n", "latin1"),
      "wide.txt": Buffer.from("\ufeffzwei\n", "utf16le"),
      "nul.txt": Buffer.from("a\0c\n"),
      "end.txt": "without an end\n",
      "space.txt": "a  b\n",
      "gone.txt": null,
      [hostileName]: "<script>alert(2)</script>\n",
    },
  },
  empty: { message: "", files: {} },
  side: { message: "On the side", files: { "side.txt": "side\n" }, parents: ["many"] },
  other: { message: "On another side", files: { "other.txt": "other\n" }, parents: ["many"] },
  merge: {
    message: "Merge two sides at once",
    files: { "side.txt": "side\n", "other.txt": "other\n", "merged.txt": "by the merge\n" },
    parents: ["empty", "side", "other"],
  },
  large: {
    message: "Write much",
    files: {
      "large.txt": numbered(4_000),
      "package-lock.json": '{ "a": 1 }\n',
      ...Object.fromEntries(
        Array.from({ length: 120 }, (_, at) => [`many/file-${at}.txt`, numbered(20, at)]),
      ),
    },
  },
};

const dataOf = (content: string | Buffer) => [`data ${Buffer.byteLength(content)}\n`, content, "\n"];

function fileOf(path: string, file: File | null): (string | Buffer)[] {
  const quoted = `"${path.replace(/[\\"]/g, "\\$&").replaceAll("\n", "\\n").replaceAll("\t", "\\t")}"`;
  if (file === null) return [`D ${quoted}\n`];
  if (typeof file === "string" || Buffer.isBuffer(file))
    return [`M 100644 inline ${quoted}\n`, ...dataOf(file)];
  if (file.mode === "160000") return [`M 160000 ${file.content} ${quoted}\n`];
  return [`M ${file.mode} inline ${quoted}\n`, ...dataOf(file.content)];
}

/** A repo whose commits change everything that can be changed; their hashes by name. */
export async function createChangedRepo(stack: Stack, name: string) {
  const { remote, token } = await createRepo(stack, name, "changed");
  const names = Object.keys(steps);
  const markOf = (step: string) => `:${names.indexOf(step) + 1}`;
  const input = Object.entries(steps).flatMap(([step, { message, files, parents }], at) => {
    const before = parents ?? names.slice(at - 1, at);
    const when = `${1_700_000_000 + at * 3_600} +0200`;
    return [
      `commit refs/heads/main\nmark ${markOf(step)}\n`,
      `author Ada Lovelace <ada@example.com> ${when}\ncommitter Ada Lovelace <ada@example.com> ${when}\n`,
      ...dataOf(message === "" ? message : `${message}\n`),
      ...(at === 0 ? [] : before).map(
        (parent, index) => `${index === 0 ? "from" : "merge"} ${markOf(parent)}\n`,
      ),
      ...Object.entries(files).flatMap(([path, file]) => fileOf(path, file)),
      "\n",
    ];
  });
  const hashes: Record<string, string> = {};
  await inTempDir(async (dir) => {
    await gitOk(dir, ["init", "--quiet", "--bare"]);
    await gitOk(dir, ["fast-import", "--quiet", "--force", "--export-marks=marks"], {
      input: Buffer.concat(input.map((part) => Buffer.from(part))),
    });
    for (const line of (await gitOk(dir, ["log", "--all", "--format=%H %ct"])).trim().split("\n")) {
      const [hash = "", seconds] = line.split(" ");
      hashes[names[(Number(seconds) - 1_700_000_000) / 3_600] ?? ""] = hash;
    }
    await gitOk(dir, ["tag", "v1", hashes.many ?? ""]);
    await gitOk(dir, ["push", "--quiet", remote, "main", "v1"], { token });
  });
  const hashOf = (step: keyof typeof steps) => hashes[step] ?? "";
  return { at: `/changed/${name}`, remote, token, hashOf };
}
