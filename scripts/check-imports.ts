import type { Import, ImportGraph, SourceFile } from "./import-graph";
import { isTest, matches, matchesAny } from "./import-patterns";
import { browserLib, fileRules, type LayerRule, layerRules } from "./import-rules";

interface Violation {
  rule: string;
  file: string;
  line: number;
  message: string;
}

interface ImportReport {
  fileCount: number;
  violations: Violation[];
}

/** Checks the whole graph. A graph without files is a violation: a check that looks at nothing is worse than none. */
export function checkImports(graph: ImportGraph): ImportReport {
  const violations: Violation[] = [];
  if (graph.size === 0) {
    violations.push({ rule: "looks-at-files", file: ".", line: 1, message: "no source file was found" });
  }
  for (const file of graph.values()) {
    for (const rule of fileRules) {
      for (const { line, found } of rule.find(file)) {
        violations.push({ rule: rule.name, file: file.path, line, message: `${found}: ${rule.reason}` });
      }
    }
    for (const rule of layerRules) {
      for (const imported of file.imports) {
        if (!breaks(rule, file, imported, graph)) continue;
        const message = `imports ${imported.specifier}: ${rule.reason}`;
        violations.push({ rule: rule.name, file: file.path, line: imported.line, message });
      }
    }
  }
  violations.push(
    ...checkGitReach(graph),
    ...checkBrowserCode(graph),
    ...checkCycles(graph),
    ...checkProcessNames(graph),
  );
  return { fileCount: graph.size, violations };
}

function breaks(rule: LayerRule, file: SourceFile, imported: Import, graph: ImportGraph): boolean {
  if (!matchesAny(file.path, rule.from) || matchesAny(file.path, rule.notFrom ?? [])) return false;
  if (rule.productOnly && isTest(file.path)) return false;
  const { target } = imported;
  const excepted = rule.except?.some(({ from, to }) => matches(file.path, from) && matches(target, to));
  if (excepted) return false;
  if (matchesAny(target, rule.never ?? [])) return true;
  const isOurs = graph.has(target) || !/^(npm|node):/.test(target);
  if (isOurs) return rule.onlyOurs !== undefined && !matchesAny(target, rule.onlyOurs);
  return rule.onlyPackages !== undefined && !matchesAny(target, rule.onlyPackages);
}

const gitRunner = "server/git/run-git.ts";
const mayRunGit = [
  { from: "server/storage/", to: "server/git/" },
  { from: "server/git/", to: "server/git/" },
  { from: "server/main.ts", to: "server/git/git-version.ts" },
  { from: "server/start-service.ts", to: "server/git/git-version.ts" },
  { from: "server/welcome/", to: "server/git/fast-import.ts" },
];

/**
 * Git is run behind the storage seam only, so that storage can grow behind it. What merely reads or writes Git's
 * formats (a parser, pkt-lines) starts nothing and may be used by all of the service.
 */
function checkGitReach(graph: ImportGraph): Violation[] {
  const violations: Violation[] = [];
  const runs = (start: string): boolean => {
    const seen = new Set([start]);
    for (const path of seen) {
      if (path === gitRunner) return true;
      for (const { target } of graph.get(path)?.imports ?? []) seen.add(target);
    }
    return false;
  };
  for (const file of graph.values()) {
    if (!file.path.startsWith("server/") || isTest(file.path)) continue;
    for (const { specifier, target, line } of file.imports) {
      if (!target.startsWith("server/git/") || !runs(target)) continue;
      if (mayRunGit.some(({ from, to }) => matches(file.path, from) && matches(target, to))) continue;
      const message = `imports ${specifier}, which runs git: git is run behind the storage seam only`;
      violations.push({ rule: "only-storage-runs-git", file: file.path, line, message });
    }
  }
  return violations;
}

/** What a browser loads, found by walking from every client file along imports that survive the build. */
function checkBrowserCode(graph: ImportGraph): Violation[] {
  const violations: Violation[] = [];
  const rule = "browser-code";
  for (const entry of graph.values()) {
    if (isTest(entry.path)) continue;
    if (!entry.directives.includes("use client") && !matchesAny(entry.path, browserLib)) continue;
    const seen = new Set([entry.path]);
    const queue = [{ file: entry, trail: entry.path, line: 1 }];
    for (let step = queue.shift(); step !== undefined; step = queue.shift()) {
      for (const imported of step.file.imports) {
        const line = step.file === entry ? imported.line : step.line;
        if (imported.isTypeOnly) continue;
        const { target } = imported;
        if (target === "npm:server-only" || target.startsWith("node:")) {
          const message = `reaches ${target.replace("npm:", "")} (${step.trail}): what runs in the browser never imports what runs on the server`;
          violations.push({ rule, file: entry.path, line, message });
          continue;
        }
        const next = graph.get(target);
        // "use server" is Next's own border: the browser gets a reference, not the code.
        if (next === undefined || seen.has(target) || next.directives.includes("use server")) continue;
        seen.add(target);
        queue.push({ file: next, trail: `${step.trail} → ${target}`, line });
      }
    }
  }
  return violations;
}

/** A name given twice would hand one file's thing to another, as if it were of its type. */
function checkProcessNames(graph: ImportGraph): Violation[] {
  const rule = "one-name-per-process";
  const firstFiles = new Map<string, string>();
  const violations: Violation[] = [];
  for (const file of graph.values()) {
    if (isTest(file.path)) continue;
    for (const { index, groups } of file.text.matchAll(/\bperProcess(?:<[^(]*>)?\(\s*"(?<name>[^"]*)"/g)) {
      const name = groups?.name ?? "";
      const first = firstFiles.get(name);
      if (first === undefined) {
        firstFiles.set(name, file.path);
        continue;
      }
      const line = file.text.slice(0, index).split("\n").length;
      const message = `keeps "${name}" a process, as does ${first}: a name stands for one thing`;
      violations.push({ rule, file: file.path, line, message });
    }
  }
  return violations;
}

/** Strongly connected files, by Tarjan's algorithm; type imports count. One violation a cycle. */
function checkCycles(graph: ImportGraph): Violation[] {
  const violations: Violation[] = [];
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();

  const visit = (file: SourceFile): void => {
    const index = order.size;
    order.set(file.path, index);
    let lowest = index;
    stack.push(file.path);
    onStack.add(file.path);
    for (const { target } of file.imports) {
      const next = graph.get(target);
      if (next === undefined) continue;
      if (!order.has(target)) {
        visit(next);
        lowest = Math.min(lowest, low.get(target) ?? lowest);
      } else if (onStack.has(target)) {
        lowest = Math.min(lowest, order.get(target) ?? lowest);
      }
    }
    low.set(file.path, lowest);
    if (lowest !== index) return;
    const ring = stack.splice(stack.lastIndexOf(file.path));
    for (const member of ring) onStack.delete(member);
    const importsItself = file.imports.some((imported) => imported.target === file.path);
    if (ring.length > 1 || importsItself) {
      const inRing = file.imports.find((imported) => ring.includes(imported.target));
      const message = `is in a cycle: ${[...ring].sort().join(", ")}`;
      violations.push({ rule: "no-cycles", file: file.path, line: inRing?.line ?? 1, message });
    }
  };
  for (const file of graph.values()) if (!order.has(file.path)) visit(file);
  return violations;
}
