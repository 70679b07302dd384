import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

const root = process.cwd();
const rooms = [
  "app",
  "components",
  "lib",
  "contract",
  "gitformat",
  "connections",
  "door",
  "egress",
  "server",
  "e2e",
  "bench",
  "scripts",
  "docs",
  "public",
  ".github",
  ".ci",
];
const filesOf = (folder: string) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" }).map(
    (name) => `${folder}/${name.split(path.sep).join("/")}`,
  );
const documents = [
  ...readdirSync(root).filter((name) => name.endsWith(".md")),
  ...filesOf("docs").filter((name) => name.endsWith(".md")),
];
const fileNames = new Set([
  ...readdirSync(root),
  ...rooms.flatMap(filesOf).map((file) => path.posix.basename(file)),
]);

const sources = [...readdirSync(root), ...rooms.flatMap(filesOf)].filter((name) =>
  /\.(ts|tsx|mjs|cjs)$/.test(name),
);

const read = (file: string) => readFileSync(path.join(root, file), "utf8");
/** Fenced blocks hold commands and examples: what they name need not be here. */
const proseOf = (document: string) => read(document).replace(/^```.*?^```$/gms, "");

/** Names in backticks that are meant as files or folders of ours: a path from the root, or the name of a source file. */
function namedPaths(document: string): string[] {
  return [...proseOf(document).matchAll(/`([^`\n]+)`/g)]
    .map(([, name = ""]) => name)
    .filter((name) => {
      const [top = "", rest] = name.split("/", 2);
      if (rest !== undefined) return rooms.includes(top) && /^[\w.@/()[\]-]+$/.test(name);
      return /^\w[\w.-]*\.(ts|tsx|mjs|cjs)$/.test(name);
    });
}

/** Targets of links and pictures within this repository, and the headings they name. */
function linkTargets(document: string): { file: string; heading: string | null }[] {
  const markdown = [...proseOf(document).matchAll(/\]\(([^)\s]+)\)/g)];
  const html = [...proseOf(document).matchAll(/(?:src|srcset|href)="([^"\s]+)"/g)];
  return [...markdown, ...html]
    .map(([, target = ""]) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => {
      const [file = "", heading = null] = target.split("#");
      const from = path.posix.dirname(document);
      return { file: file === "" ? document : path.posix.join(from, file), heading };
    });
}

/** The anchors that GitHub gives headings. */
function anchorsOf(document: string): string[] {
  return [...proseOf(document).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

describe("the documents", () => {
  it("name files that exist", () => {
    const isThere = (name: string) =>
      name.includes("/") ? existsSync(path.join(root, name)) : fileNames.has(name);
    const named = documents.flatMap((document) => namedPaths(document).map((name) => ({ document, name })));
    expect(named.filter(({ name }) => !isThere(name))).toEqual([]);
    expect(named.length).toBeGreaterThan(50);
  });

  it("link to files and headings that exist", () => {
    const isThere = ({ file, heading }: { file: string; heading: string | null }) =>
      existsSync(path.join(root, file)) &&
      (heading === null || !file.endsWith(".md") || anchorsOf(file).includes(heading));
    const links = documents.flatMap((document) =>
      linkTargets(document).map((target) => ({ document, ...target })),
    );
    expect(links.filter((link) => !isThere(link))).toEqual([]);
    expect(links.length).toBeGreaterThan(20);
  });
});

describe("the decisions", () => {
  const files = readdirSync(path.join(root, "docs/decisions")).filter((name) => /^\d/.test(name));

  it("are numbered without a hole, and each begins with its number", () => {
    const numbers = files.map((name) => name.slice(0, 4)).sort();
    expect(numbers).toEqual(numbers.map((_, index) => String(index + 1).padStart(4, "0")));
    for (const name of files) {
      expect(read(`docs/decisions/${name}`), name).toMatch(new RegExp(`^# ${name.slice(0, 4)} `));
    }
  });

  it("stand in their index", () => {
    const listed = linkTargets("docs/decisions/README.md").map(({ file }) => path.posix.basename(file));
    expect(listed.filter((name) => /^\d/.test(name)).sort()).toEqual(files.sort());
  });
});

describe("docs/architecture.md", () => {
  it("has a line for every room, and for none that has gone", () => {
    const roomsOf = (folder: string) =>
      readdirSync(path.join(root, folder), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => `${folder}/${name}`);
    const described = [
      ...read("docs/architecture.md").matchAll(/^\| `((?:lib|components|server)\/[\w-]+)`/gm),
    ].map(([, name = ""]) => name);
    expect(described.sort()).toEqual(["lib", "components", "server"].flatMap(roomsOf).sort());
  });
});

describe("docs/configuration.md", () => {
  const documented = [...read("docs/configuration.md").matchAll(/^\| `([A-Z]\w*)`/gm)].map(
    ([, name = ""]) => name,
  );

  it("has every variable that the code reads, and no other", () => {
    const isTest = (file: string) =>
      /\.test\.tsx?$|(^|\/)test-[^/]+$|^(e2e|bench|lib\/test-support)\//.test(file);
    const inCode = new Set<string>();
    for (const file of sources.filter((name) => !isTest(name))) {
      const text = read(file);
      for (const [, name = ""] of text.matchAll(/\benv(?:\.|\[")([A-Z]\w*)/g)) inCode.add(name);
      // The keys of the schemas that check the environment.
      if (!["lib/env.ts", "server/config.ts"].includes(file)) continue;
      for (const [, name = ""] of text.matchAll(/^ {2}([A-Z][A-Z0-9_]*): /gm)) inCode.add(name);
    }
    expect([...inCode].filter((name) => !documented.includes(name))).toEqual([]);
    expect(documented.filter((name) => !inCode.has(name))).toEqual([]);
    expect(documented).toContain("ARTIFACTS_API_TOKEN");
  });
});
