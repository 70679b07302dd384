import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { checkImports } from "./check-imports";
import { readImportGraph } from "./import-graph";
import { fileRules, layerRules } from "./import-rules";

const folders: string[] = [];

function treeOf(files: Record<string, string>): string {
  const root = mkdtempSync(path.join(tmpdir(), "vitrine-imports-"));
  folders.push(root);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
  return root;
}

function brokenRules(files: Record<string, string>): string[] {
  const { violations } = checkImports(readImportGraph(treeOf(files)));
  return [...new Set(violations.map((violation) => violation.rule))].sort();
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const marker = 'import "server-only";\n';

/** For each rule, trees that break it: every way of importing appears at least once. */
const illegal: Array<{ rule: string; name: string; files: Record<string, string> }> = [
  {
    rule: "contract-stands-alone",
    name: "the contract importing the service",
    files: {
      "contract/a.ts": 'import { b } from "@/lib/b";\nexport const a = b;',
      "lib/b.ts": "export const b = 1;",
    },
  },
  {
    rule: "contract-stands-alone",
    name: "the contract importing a package other than zod",
    files: { "contract/a.ts": 'export { pino } from "pino";' },
  },
  {
    rule: "gitformat-stands-alone",
    name: "a format of Git that reads files",
    files: { "gitformat/a.ts": 'import { readFileSync } from "node:fs";\nreadFileSync("a");' },
  },
  {
    rule: "connections-stand-alone",
    name: "connections that read requests",
    files: {
      "connections/a.ts": 'import { b } from "@/contract/b";\nb;',
      "contract/b.ts": "export const b = 1;",
    },
  },
  {
    rule: "door-knows-requests",
    name: "a door that reads repos",
    files: {
      "door/a.ts": 'import { b } from "@/lib/artifacts/b";\nb;',
      "lib/artifacts/b.ts": "export const b = 1;",
    },
  },
  {
    rule: "door-in-front",
    name: "a page importing the door",
    files: {
      "app/a.ts": 'import { b } from "@/door/b";\nb;',
      "door/b.ts": "export const b = 1;",
    },
  },
  {
    rule: "egress-stands-alone",
    name: "egress importing the dashboard",
    files: {
      "egress/a.ts": 'import { b } from "@/lib/wire/b";\nb;',
      "lib/wire/b.ts": "export const b = 1;",
    },
  },
  {
    rule: "rooms-of-lib-in-order",
    name: "a room of lib importing one of a higher floor, as a type",
    files: {
      "lib/artifacts/a.ts": 'import type { B } from "@/lib/reading/b";\nexport type A = B;',
      "lib/reading/b.ts": "export type B = 1;",
    },
  },
  {
    rule: "rooms-of-lib-in-order",
    name: "a room of lib importing another of its own floor",
    files: {
      "lib/scan/a.ts": 'import { b } from "@/lib/markdown/b";\nb;',
      "lib/markdown/b.ts": "export const b = 1;",
    },
  },
  {
    rule: "rooms-of-lib-in-order",
    name: "a room of lib without a floor",
    files: { "lib/attic/a.ts": "export const a = 1;" },
  },
  {
    rule: "server-apart",
    name: "the service importing lib, as a type",
    files: {
      "server/app.ts": 'export type A = import("@/lib/b").B;',
      "lib/b.ts": "export type B = 1;",
    },
  },
  {
    rule: "server-apart",
    name: "the service requiring React",
    files: { "server/app.ts": 'export const react = require("react");' },
  },
  {
    rule: "server-apart",
    name: "a test of the service importing the dashboard",
    files: { "server/app.test.ts": 'import "@/lib/env";', "lib/env.ts": "export {};" },
  },
  {
    rule: "dashboard-apart",
    name: "a page importing the service, through a relative path",
    files: { "app/page.tsx": 'export { a } from "../server/a";', "server/a.ts": "export const a = 1;" },
  },
  {
    rule: "dashboard-apart",
    name: "the proxy importing the service",
    files: {
      "proxy.ts": 'import { a } from "@/server/a";\na();',
      "server/a.ts": "export const a = () => 1;",
    },
  },
  {
    rule: "lib-looks-down",
    name: "lib importing a component, by import()",
    files: {
      "lib/a.ts": "export const a = () => import(`@/components/b`);",
      "components/b.tsx": "export {};",
    },
  },
  {
    rule: "components-look-down",
    name: "a component importing a page's type",
    files: {
      "components/a.ts": 'export type { B } from "@/app/b";',
      "app/b.ts": "export type B = 1;",
    },
  },
  {
    rule: "doors-call-hosting",
    name: "REST importing the store",
    files: {
      "server/rest/a.ts": 'import { b } from "@/server/db/b";\nb();',
      "server/db/b.ts": "export const b = () => 1;",
    },
  },
  {
    rule: "doors-call-hosting",
    name: "git over HTTP importing SQL",
    files: { "server/git-http/a.ts": 'import { sql } from "kysely";\nexport { sql };' },
  },
  {
    rule: "doors-call-hosting",
    name: "a door importing storage beyond its interface",
    files: {
      "server/rest/a.ts": 'import { b } from "@/server/storage/cat-file-pool";\nb();',
      "server/storage/cat-file-pool.ts": "export const b = () => 1;",
    },
  },
  {
    rule: "rest-and-git-apart",
    name: "REST importing git over HTTP",
    files: {
      "server/rest/a.ts": 'import { b } from "@/server/git-http/b";\nb();',
      "server/git-http/b.ts": "export const b = () => 1;",
    },
  },
  {
    rule: "git-and-rest-apart",
    name: "git over HTTP importing REST",
    files: {
      "server/git-http/a.ts": 'import { b } from "@/server/rest/b";\nb();',
      "server/rest/b.ts": "export const b = () => 1;",
    },
  },
  {
    rule: "hosting-below-http",
    name: "hosting importing a Fastify type",
    files: {
      "server/hosting/a.ts":
        'import type { FastifyRequest } from "fastify";\nexport type A = FastifyRequest;',
    },
  },
  {
    rule: "hosting-below-http",
    name: "hosting importing SQL",
    files: { "server/hosting/a.ts": 'import { sql } from "kysely";\nexport { sql };' },
  },
  {
    rule: "hosting-sees-the-seam",
    name: "hosting importing storage beyond its interface",
    files: {
      "server/hosting/a.ts": 'import { b } from "@/server/storage/local-storage";\nb();',
      "server/storage/local-storage.ts": "export const b = () => 1;",
    },
  },
  {
    rule: "store-knows-rows",
    name: "the store importing hosting",
    files: {
      "server/db/a.ts": 'import { b } from "@/server/hosting/b";\nb();',
      "server/hosting/b.ts": "export const b = () => 1;",
    },
  },
  {
    rule: "git-knows-git",
    name: "git importing storage",
    files: {
      "server/git/a.ts": 'import type { B } from "@/server/storage/b";\nexport type A = B;',
      "server/storage/b.ts": "export type B = 1;",
    },
  },
  {
    rule: "import-knows-networks",
    name: "the way out asking the store",
    files: {
      "server/import/connect-proxy.ts": 'import "@/server/db/rows";',
      "server/db/rows.ts": "export {};",
    },
  },
  {
    rule: "storage-is-the-seam",
    name: "storage importing the store",
    files: {
      "server/storage/a.ts": 'import { b } from "@/server/db/b";\nb();',
      "server/db/b.ts": "export const b = () => 1;",
    },
  },
  {
    rule: "only-storage-runs-git",
    name: "hosting importing what runs git",
    files: {
      "server/hosting/a.ts": 'import { b } from "@/server/git/read-refs";\nb();',
      "server/git/read-refs.ts": 'import { run } from "./run-git";\nexport const b = run;',
      "server/git/run-git.ts": "export const run = () => 1;",
    },
  },
  {
    rule: "one-storage-builder",
    name: "the app constructing the storage",
    files: {
      "server/app.ts": 'import { b } from "@/server/storage/local-storage";\nb();',
      "server/storage/local-storage.ts": "export const b = () => 1;",
    },
  },
  {
    rule: "one-spawn",
    name: "a second file that starts processes, without the node: prefix",
    files: { "server/git/read-refs.ts": 'import { spawn } from "child_process";\nspawn("git");' },
  },
  {
    rule: "dashboard-starts-nothing",
    name: "lib starting a process",
    files: { "lib/a.ts": 'import { spawn } from "node:child_process";\nspawn("git");' },
  },
  {
    rule: "ui-stands-alone",
    name: "components/ui importing lib",
    files: {
      "components/ui/a.tsx": 'import { b } from "@/lib/format/b";\nb();',
      "lib/format/b.ts": "export const b = () => 1;",
    },
  },
  { rule: "parses", name: "a file that is no TypeScript", files: { "lib/a.ts": "const = ;" } },
  {
    rule: "readable-imports",
    name: "an import of a computed name",
    files: { "lib/a.ts": "export const a = (name: string) => import(name);" },
  },
  {
    rule: "no-star-exports",
    name: "export *",
    files: { "lib/a.ts": 'export * from "./b";', "lib/b.ts": "export const b = 1;" },
  },
  { rule: "no-barrels", name: "an index file", files: { "lib/a/index.ts": "export const a = 1;" } },
  {
    rule: "rooms-by-subject",
    name: "a room called utils",
    files: { "lib/utils/a.ts": "export const a = 1;" },
  },
  { rule: "rooms-by-subject", name: "a file called types", files: { "lib/types.ts": "export const a = 1;" } },
  {
    rule: "other-rooms-by-alias",
    name: "a relative import that leaves its room",
    files: { "lib/a/a.ts": 'import { b } from "../b";\nb();', "lib/b.ts": "export const b = () => 1;" },
  },
  {
    rule: "features-apart",
    name: "a feature importing its sibling",
    files: {
      "components/repos/a.tsx": 'import { B } from "@/components/tokens/b";\nB();',
      "components/tokens/b.tsx": "export const B = () => null;",
    },
  },
  {
    rule: "features-apart",
    name: "what features are made of importing a feature",
    files: {
      "components/new-repo/a.tsx": 'import { B } from "@/components/repos/b";\nB();',
      "components/repos/b.tsx": "export const B = () => null;",
    },
  },
  {
    rule: "marks-server-only",
    name: "a file of lib/artifacts that uses the network without the marker",
    files: { "lib/artifacts/a.ts": 'export const a = () => fetch("http://127.0.0.1/");' },
  },
  {
    rule: "token-stays",
    name: "a page that reads the API token",
    files: { "app/page.tsx": "export const a = process.env.ARTIFACTS_API_TOKEN;" },
  },
  {
    rule: "keys-from-the-factory",
    name: "a component that types the key of a query",
    files: { "components/repos/a.tsx": 'client.invalidateQueries({ queryKey: ["repos", "acme"] });' },
  },
  {
    rule: "keys-from-the-factory",
    name: "a page that names a key it has made",
    files: { "app/page.tsx": 'const mine = ["repos"];\nclient.invalidateQueries({ queryKey: mine });' },
  },
  {
    rule: "keys-from-the-factory",
    name: "a query that types a key where data is put, over several lines",
    files: { "lib/queries/a.ts": 'client.setQueryData<string>(\n  ["repos", "acme"],\n  "",\n);' },
  },
  {
    rule: "tests-stay-out",
    name: "the service importing what its tests stand on",
    files: {
      "server/app.ts": 'import { a } from "@/server/rest/test-service";\na();',
      "server/rest/test-service.ts": "export const a = () => 1;",
    },
  },
  {
    rule: "refs-behind-the-seam",
    name: "hosting that mentions update-ref",
    files: { "server/hosting/a.ts": 'export const a = ["update-ref", "--stdin"];' },
  },
  {
    rule: "browser-code",
    name: "a client component that reaches server-only code through another file",
    files: {
      "components/repos/a.tsx": '"use client";\nimport { b } from "./b";\nexport const a = b;',
      "components/repos/b.ts": 'import { c } from "@/lib/artifacts/c";\nexport const b = c;',
      "lib/artifacts/c.ts": `${marker}export const c = 1;`,
    },
  },
  {
    rule: "browser-code",
    name: "lib/queries importing a builtin of Node",
    files: { "lib/queries/a.ts": 'import { join } from "node:path";\nexport const a = join;' },
  },
  {
    rule: "no-cycles",
    name: "a cycle of type imports",
    files: {
      "lib/a.ts": 'import type { B } from "./b";\nexport type A = B | 1;',
      "lib/b.ts": 'import type { C } from "./c";\nexport type B = C;',
      "lib/c.ts": 'import type { A } from "./a";\nexport type C = A;',
    },
  },
  {
    rule: "changes-through-handle-api",
    name: "a route that changes something by itself",
    files: {
      "app/-/api/a/route.ts":
        "export function GET(request: Request) {\n  return handleApi(request, read);\n}\n" +
        "export async function POST(request: Request) {\n  return Response.json(await change(request));\n}",
    },
  },
  {
    rule: "changes-through-handle-api",
    name: "a route that takes a changing handler from elsewhere",
    files: {
      "app/-/api/a/route.ts": 'export { change as DELETE } from "./change";',
      "app/-/api/a/change.ts": "export const change = () => new Response();",
    },
  },
  {
    rule: "one-name-per-process",
    name: "two things of a process by one name",
    files: {
      "lib/scan/a.ts": 'export const a = perProcess("kept", () => 1);',
      "lib/find/b.ts": 'export const b = perProcess<Map<string, 1>>(\n  "kept",\n  () => new Map(),\n);',
    },
  },
  {
    rule: "global-by-name",
    name: "a global of one file's own",
    files: { "lib/scan/a.ts": "declare global {\n  var kept: string | undefined;\n}\nexport {};" },
  },
];

describe("checkImports", () => {
  for (const { rule, name, files } of illegal) {
    it(`refuses ${name} (${rule})`, () => {
      expect(brokenRules(files)).toContain(rule);
    });
  }

  it("has a breaking example for every rule", () => {
    const shown = new Set(illegal.map((example) => example.rule));
    const all = [...layerRules, ...fileRules].map((rule) => rule.name);
    expect(all.filter((name) => !shown.has(name))).toEqual([]);
  });

  it("accepts a tree that keeps the rules", () => {
    const files = {
      "contract/repos.ts": 'import { z } from "zod";\nexport const repo = z.string();',
      "contract/repos.test.ts":
        'import { expect } from "vitest";\nimport { repo } from "./repos";\nexpect(repo);',
      "server/main.ts":
        'import { buildApp } from "./app";\nimport { build } from "@/server/storage/local-storage";\nimport { v } from "@/server/git/git-version";\nbuildApp(build, v);',
      "server/app.ts":
        'import fastify from "fastify";\nimport { rest } from "@/server/rest/repos";\nexport const buildApp = (...a: unknown[]) => [fastify, rest, a];',
      "server/rest/repos.ts":
        'import { createRepo } from "@/server/hosting/create-repo";\nimport { repo } from "@/contract/repos";\nexport const rest = [createRepo, repo];',
      "server/rest/repos.test.ts":
        'import { buildApp } from "@/server/app";\nimport { open } from "@/server/db/open";\nbuildApp(open);',
      "server/git/parse-tree.ts": "export const parseTree = (tree: Buffer) => tree.length;",
      "server/hosting/read-tree.ts": 'export { parseTree } from "@/server/git/parse-tree";',
      "app/repo/checked.ts": "export const checked = 1;",
      "app/repo/tree/page.tsx": 'export { checked as default } from "../checked";',
      "server/hosting/create-repo.ts":
        'import type { S } from "@/server/storage/repo-storage";\nimport { open } from "@/server/db/open";\nexport const createRepo = (s: S) => [s, open];',
      "server/db/open.ts": 'import Database from "libsql";\nexport const open = Database;',
      "server/storage/repo-storage.ts": "export type S = 1;",
      "server/storage/local-storage.ts":
        'import { run } from "@/server/git/run-git";\nexport const build = [run, "update-ref"];',
      "server/git/run-git.ts": 'import { spawn } from "node:child_process";\nexport const run = spawn;',
      "server/git/git-version.ts": 'import { run } from "./run-git";\nexport const v = run;',
      "lib/env.ts": "export const read = (env: NodeJS.ProcessEnv) => env.ARTIFACTS_API_TOKEN;",
      "lib/artifacts/repos.ts": `${marker}import { repo } from "@/contract/repos";\nexport const list = repo;\nexport type List = string;`,
      "lib/highlight/worker.mjs": 'import "shiki";',
      "lib/highlight/highlight.ts": `${marker}export const w = new URL("./worker.mjs", import.meta.url);`,
      "lib/queries/repos.ts":
        'import { repo } from "@/contract/repos";\nimport type { List } from "@/lib/artifacts/repos";\nexport const q = (l: List) => [repo, l];',
      "components/ui/button.tsx": 'import { cn } from "./cn";\nexport const Button = cn;',
      "components/ui/cn.ts": 'import { clsx } from "clsx";\nexport const cn = clsx;',
      "components/repos/table.tsx":
        '"use client";\nimport { Button } from "@/components/ui/button";\nimport { q } from "@/lib/queries/repos";\nexport const Table = [Button, q];',
      "components/repos/readme.tsx":
        'import { w } from "@/lib/highlight/highlight";\nexport const Readme = w;',
      "app/page.tsx":
        'import { list } from "@/lib/artifacts/repos";\nimport { Table } from "@/components/repos/table";\nimport { Readme } from "@/components/repos/readme";\nexport default [list, Table, Readme];',
      "app/-/api/repos/route.ts":
        "interface Context {\n  params: Promise<{ repo: string }>;\n}\n\n" +
        "export function POST(request: Request, { params }: Context): Promise<Response> {\n  return handleApi(request, work);\n}",
      "e2e/journey.ts": 'import { repo } from "@/contract/repos";\nexport const r = repo;',
    };
    const report = checkImports(readImportGraph(treeOf(files)));
    expect(report.violations).toEqual([]);
    expect(report.fileCount).toBe(Object.keys(files).length);
  });

  it("fails when it looked at no file", () => {
    expect(brokenRules({ "README.md": "# nothing to import" })).toEqual(["looks-at-files"]);
  });

  it("names the file, the line and the reason", () => {
    const files = { "server/db/a.ts": '// first line\nimport http from "node:http";\nhttp.get;' };
    expect(checkImports(readImportGraph(treeOf(files))).violations).toEqual([
      {
        rule: "store-knows-rows",
        file: "server/db/a.ts",
        line: 2,
        message: "imports node:http: the store knows nothing above or beside it",
      },
    ]);
  });
});
