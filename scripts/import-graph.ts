import { readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import path from "node:path";
import { type Expression, type Node, parseSync } from "oxc-parser";

export interface Import {
  specifier: string;
  line: number;
  /** Erased at build time: `import type`, `export type … from`, `import("…")` in a type. */
  isTypeOnly: boolean;
  /** `server/store/repos.ts` for a file of ours, `npm:kysely/…` for a package, `node:fs` for a builtin. */
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

function readSource(root: string, file: string, known: Set<string>): SourceFile {
  const text = readFileSync(path.join(root, file), "utf8");
  const parsed = parseSync(file, text);
  const source: SourceFile = {
    path: file,
    text,
    directives: [],
    imports: [],
    starExports: [],
    unreadable: [],
    parseErrors: parsed.errors.filter((error) => error.severity === "Error").map((error) => error.message),
  };
  const lineOf = lineCounter(text);
  const add = (specifier: string, start: number, isTypeOnly: boolean) => {
    const target = resolve(specifier, file, known);
    source.imports.push({ specifier, line: lineOf(start), isTypeOnly, target });
  };
  const addExpression = (expression: Expression | undefined, start: number) => {
    const specifier = literalOf(expression);
    if (specifier === null) source.unreadable.push(lineOf(start));
    else add(specifier, start, false);
  };

  for (const statement of parsed.program.body) {
    if (statement.type !== "ExpressionStatement" || typeof statement.directive !== "string") break;
    source.directives.push(statement.directive);
  }
  visitNodes(parsed.program, (node) => {
    switch (node.type) {
      case "ImportDeclaration":
        return add(node.source.value, node.start, node.importKind === "type");
      case "ExportNamedDeclaration":
        if (node.source !== null) add(node.source.value, node.start, node.exportKind === "type");
        return;
      case "ExportAllDeclaration":
        source.starExports.push(lineOf(node.start));
        return add(node.source.value, node.start, node.exportKind === "type");
      case "ImportExpression":
        return addExpression(node.source, node.start);
      case "TSImportType":
        return add(node.source.value, node.start, true);
      case "TSExternalModuleReference":
        return add(node.expression.value, node.start, false);
      case "CallExpression": {
        if (node.callee.type !== "Identifier" || node.callee.name !== "require") return;
        const [argument] = node.arguments;
        return addExpression(argument?.type === "SpreadElement" ? undefined : argument, node.start);
      }
      // `new URL("./worker.mjs", import.meta.url)` is how a worker's file is named: bundlers follow it too.
      case "NewExpression": {
        const [first, second] = node.arguments;
        if (node.callee.type !== "Identifier" || node.callee.name !== "URL" || second === undefined) return;
        if (text.slice(second.start, second.end) !== "import.meta.url") return;
        const specifier = first?.type === "SpreadElement" ? null : literalOf(first);
        if (specifier === null || !isSource(specifier)) return;
        return add(specifier.startsWith(".") ? specifier : `./${specifier}`, node.start, false);
      }
    }
  });
  return source;
}

/** The parser's own `Visitor` needs a Node that can `require` ES modules; ours must run on 20.9. */
function visitNodes(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) visitNodes(item, visit);
  } else if (isNode(value)) {
    visit(value);
    for (const child of Object.values(value)) visitNodes(child, visit);
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

function literalOf(expression: Expression | undefined): string | null {
  if (expression?.type === "Literal" && typeof expression.value === "string") return expression.value;
  if (expression?.type === "TemplateLiteral" && expression.expressions.length === 0) {
    return expression.quasis[0]?.value.cooked ?? null;
  }
  return null;
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
