import { readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import path from "node:path";
import { type ParserPlugin, parse } from "@babel/parser";

export interface Import {
  specifier: string;
  line: number;
  /** Erased at build time: `import type`, `export type … from`, `import("…")` in a type. */
  isTypeOnly: boolean;
  /** `server/db/repos.ts` for a file of ours, `npm:kysely/…` for a package, `node:fs` for a builtin. */
  target: string;
}

export interface SourceFile {
  /** Relative to the root, `/`-separated. */
  path: string;
  text: string;
  directives: string[];
  imports: Import[];
  /** Lines of `export * from`. */
  starExports: number[];
  /** Lines of `import(x)` or `require(x)` whose argument is not a literal, so nobody can tell what it brings in. */
  unreadable: number[];
  parseErrors: string[];
}

export type ImportGraph = Map<string, SourceFile>;

const sourceExtensions = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"];
const skippedFolders = new Set(["node_modules", "dist", "test-results", "playwright-report"]);
const builtins = new Set(builtinModules);

/** Every source file below `root` with what it imports, types and literal dynamic imports included. */
export function readImportGraph(root: string): ImportGraph {
  const paths = listSources(root, "");
  const known = new Set(paths);
  const graph: ImportGraph = new Map();
  for (const file of paths) graph.set(file, readSource(root, file, known));
  return graph;
}

function listSources(root: string, folder: string): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
    // Folders that begin with a dot are caches and data: .next, .vitrine, .git.
    if (entry.name.startsWith(".") || skippedFolders.has(entry.name)) continue;
    const child = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) found.push(...listSources(root, child));
    else if (isSource(entry.name)) found.push(child);
  }
  return found.sort();
}

function isSource(name: string): boolean {
  return name !== "next-env.d.ts" && sourceExtensions.some((extension) => name.endsWith(extension));
}

/** ESTree as the parser gives it, `estree` plugin and all; nothing of it is trusted to be there. */
interface Node {
  type: string;
  start: number;
  end: number;
  [field: string]: unknown;
}

function readSource(root: string, file: string, known: Set<string>): SourceFile {
  const text = readFileSync(path.join(root, file), "utf8");
  const { program, errors } = parseSource(file, text);
  const source: SourceFile = {
    path: file,
    text,
    directives: [],
    imports: [],
    starExports: [],
    unreadable: [],
    parseErrors: errors,
  };
  const lineOf = lineCounter(text);
  const add = (specifier: unknown, { start }: Node, isTypeOnly: boolean) => {
    const literal = literalOf(specifier);
    if (literal === null) {
      source.unreadable.push(lineOf(start));
      return;
    }
    const target = resolve(literal, file, known);
    source.imports.push({ specifier: literal, line: lineOf(start), isTypeOnly, target });
  };

  for (const statement of program) {
    if (!isNode(statement) || typeof statement.directive !== "string") break;
    source.directives.push(statement.directive);
  }
  visitNodes(program, (node) => {
    switch (node.type) {
      case "ImportDeclaration":
        return add(node.source, node, node.importKind === "type");
      case "ExportNamedDeclaration":
        if (isNode(node.source)) add(node.source, node, node.exportKind === "type");
        return;
      case "ExportAllDeclaration":
        source.starExports.push(lineOf(node.start));
        return add(node.source, node, node.exportKind === "type");
      case "ImportExpression":
        return add(node.source, node, false);
      case "TSImportType":
        return add(node.argument, node, true);
      case "TSExternalModuleReference":
        return add(node.expression, node, false);
      case "CallExpression":
        if (isNamed(node.callee, "require")) add(argumentsOf(node)[0], node, false);
        return;
      // `new URL("./worker.mjs", import.meta.url)` is how a worker's file is named: bundlers follow it too.
      case "NewExpression": {
        const [first, second] = argumentsOf(node);
        if (!isNamed(node.callee, "URL") || !isNode(second)) return;
        if (text.slice(second.start, second.end) !== "import.meta.url") return;
        const specifier = literalOf(first);
        if (specifier === null || !isSource(specifier)) return;
        const target = resolve(specifier.startsWith(".") ? specifier : `./${specifier}`, file, known);
        source.imports.push({ specifier, line: lineOf(node.start), isTypeOnly: false, target });
        return;
      }
    }
  });
  return source;
}

/** The statements of a file; none when it cannot be read at all. */
function parseSource(file: string, text: string): { program: readonly unknown[]; errors: string[] } {
  const plugins: ParserPlugin[] = ["estree", "typescript"];
  // In a `.ts` file `<T>x` is a cast.
  if (!/\.[cm]?ts$/.test(file)) plugins.push("jsx");
  try {
    const parsed = parse(text, {
      sourceType: file.endsWith(".cjs") ? "script" : "module",
      plugins,
      errorRecovery: true,
      createImportExpressions: true,
    });
    return { program: parsed.program.body, errors: (parsed.errors ?? []).map((error) => error.reasonCode) };
  } catch (error) {
    if (error instanceof SyntaxError) return { program: [], errors: [error.message] };
    throw error;
  }
}

function visitNodes(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) visitNodes(item, visit);
  } else if (isNode(value)) {
    visit(value);
    for (const child of Object.values(value)) visitNodes(child, visit);
  }
}

function isNode(value: unknown): value is Node {
  return (
    typeof value === "object" &&
    value !== null &&
    "type" in value &&
    typeof value.type === "string" &&
    "start" in value &&
    typeof value.start === "number"
  );
}

const isNamed = (value: unknown, name: string) =>
  isNode(value) && value.type === "Identifier" && value.name === name;

const argumentsOf = (node: Node): unknown[] => (Array.isArray(node.arguments) ? node.arguments : []);

/** The text of a string, or of a template without holes; null for everything else. */
function literalOf(value: unknown): string | null {
  if (!isNode(value)) return null;
  if (value.type === "Literal" && typeof value.value === "string") return value.value;
  if (value.type === "TSLiteralType") return literalOf(value.literal);
  if (value.type !== "TemplateLiteral" || !Array.isArray(value.expressions) || value.expressions.length > 0) {
    return null;
  }
  const [quasi]: unknown[] = Array.isArray(value.quasis) ? value.quasis : [];
  const cooked = isNode(quasi) && typeof quasi.value === "object" ? quasi.value : null;
  return cooked !== null && "cooked" in cooked && typeof cooked.cooked === "string" ? cooked.cooked : null;
}

function resolve(specifier: string, from: string, known: Set<string>): string {
  const bare = specifier.replace(/[?#].*$/, "");
  if (bare.startsWith("@/")) return findFile(path.posix.normalize(bare.slice(2)), known);
  if (bare.startsWith("./") || bare.startsWith("../") || bare === "." || bare === "..") {
    return findFile(path.posix.join(path.posix.dirname(from), bare), known);
  }
  if (specifier.startsWith("node:")) return specifier;
  return builtins.has(specifier) ? `node:${specifier}` : `npm:${specifier}`;
}

/** The file a path without extension means; the path itself when there is none, so rules still see its room. */
function findFile(stem: string, known: Set<string>): string {
  if (known.has(stem)) return stem;
  const endings = [...sourceExtensions, ...sourceExtensions.map((extension) => `/index${extension}`)];
  return endings.map((ending) => stem + ending).find((candidate) => known.has(candidate)) ?? stem;
}

function lineCounter(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return (offset) => {
    let line = starts.findIndex((start) => start > offset);
    if (line === -1) line = starts.length;
    return line;
  };
}
