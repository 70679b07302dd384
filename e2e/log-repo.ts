import { createRepo } from "./create-repo";
import { gitOk, inTempDir } from "./git";
import type { Stack } from "./stack";

/** More than a page of a search looks at. */
export const longLog = 10_050;

const begun = 1_767_225_600;
const hour = 3_600;
const authors = [
  "Ada Lovelace <ada@example.com>",
  "Grace Hopper <grace@example.com>",
  "Alan <alan@example.com>",
];

interface Step {
  branch: string;
  message: string;
  parents: string[];
  files?: Record<string, string>;
  renames?: [string, string][];
}

/**
 * Lines that cross, an octopus of four, a second root, a file that is renamed, and behind them a plain line of 60 commits; beside it a
 * branch that is very long.
 */
const shape: [string, string[], Partial<Step>?][] = [
  ["left", ["base 60"], { files: { "docs/guide.md": "one\n" } }],
  ["right", ["base 60"]],
  ["cross one", ["left", "right"]],
  ["cross two", ["right", "left"], { files: { "docs/guide.md": "one\n" } }],
  ["both", ["cross one", "cross two"], { renames: [["docs/guide.md", "docs/manual.md"]] }],
  ["arm 1", ["both"]],
  ["arm 2", ["both"]],
  ["arm 3", ["both"], { files: { "docs/manual.md": "two\n" } }],
  ["octopus", ["both", "arm 1", "arm 2", "arm 3"], { files: { "docs/manual.md": "two\n" } }],
  ["other root", []],
  ["join", ["octopus", "other root"], { message: "Join two histories\n\nWith a body that says why." }],
  ["top", ["join"]],
];

function steps(): Map<string, Step> {
  const made = new Map<string, Step>();
  const add = (name: string, parents: string[], more: Partial<Step> = {}) =>
    made.set(name, { branch: "main", message: `Make ${name}`, parents, ...more });
  for (let at = 1; at <= 60; at += 1) {
    add(`base ${at}`, at === 1 ? [] : [`base ${at - 1}`], { files: { "src/app.ts": `${at}\n` } });
  }
  for (const [name, parents, more] of shape) add(name, parents, more);
  for (let at = 1; at <= longLog; at += 1) {
    add(`long ${at}`, at === 1 ? [] : [`long ${at - 1}`], { branch: "long" });
  }
  return made;
}

/** Its hashes by the name of the step. */
export async function createLogRepo(stack: Stack) {
  const { remote, token } = await createRepo(stack, "logged", "logs");
  const all = [...steps()];
  const marks = new Map(all.map(([name], at) => [name, at + 1]));
  const input = all.map(([name, { branch, message, parents, files = {}, renames = [] }], at) => {
    const who = `${authors[at % authors.length]} ${begun + at * hour} +0000`;
    const lines = [
      ...(parents.length === 0 ? [`reset refs/heads/${branch}`] : []),
      `commit refs/heads/${branch}`,
      `mark :${marks.get(name)}`,
      `author ${who}`,
      `committer ${who}`,
      `data ${Buffer.byteLength(message)}`,
      message,
      ...parents.map((parent, index) => `${index === 0 ? "from" : "merge"} :${marks.get(parent)}`),
      ...renames.map(([from, to]) => `R ${from} ${to}`),
      ...Object.entries(files).map(
        ([path, text]) => `M 100644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}`,
      ),
    ];
    return `${lines.join("\n")}\n\n`;
  });
  const hashes = new Map<string, string>();
  await inTempDir(async (dir) => {
    await gitOk(dir, ["init", "--quiet", "--bare"]);
    await gitOk(dir, ["fast-import", "--quiet", "--force", "--export-marks=marks"], {
      input: Buffer.from(input.join("")),
    });
    const log = await gitOk(dir, ["log", "--all", "--format=%H %s"]);
    for (const line of log.trim().split("\n")) {
      const subject = line.slice(41);
      hashes.set(subject.startsWith("Make ") ? subject.slice(5) : "join", line.slice(0, 40));
    }
    const hashOf = (name: string) => hashes.get(name) ?? "";
    await gitOk(dir, ["tag", "v1", hashOf("octopus")]);
    await gitOk(dir, ["tag", "-a", "-m", "Two", "v2", hashOf("join")]);
    for (const at of [1, 2, 3, 4, 5, 6]) await gitOk(dir, ["branch", `topic/${at}`, hashOf("top")]);
    await gitOk(dir, ["branch", "moving", hashOf("join")]);
    await gitOk(dir, ["notes", "add", "-m", "user: make it", hashOf("join")]);
    await gitOk(dir, ["push", "--quiet", remote, "refs/*:refs/*"], { token });
  });
  return { at: "/logs/logged", remote, token, hashOf: (name: string) => hashes.get(name) ?? "" };
}
