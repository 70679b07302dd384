import type { SourceFile } from "./import-graph";
import { isTest, linesWith, matchesAny, placesOf } from "./import-patterns";

/**
 * A pattern is a file (`lib/env.ts`), a folder (`server/git/`), a package with its sub-paths (`npm:next`), the packages of
 * a scope (`npm:@fastify/`) or a builtin (`node:http`).
 */
export interface LayerRule {
  name: string;
  reason: string;
  from: string[];
  notFrom?: string[];
  /** What must not be imported. */
  never?: string[];
  /** Of our own files, the only ones that may be imported. */
  onlyOurs?: string[];
  /** Of packages and builtins, the only ones that may be imported. */
  onlyPackages?: string[];
  /** Exceptions: this file may import that. */
  except?: Array<{ from: string; to: string }>;
  /** Tests put parts together that the product keeps apart; such rules are for the product alone. */
  productOnly?: boolean;
}

const dashboard = ["app/", "components/", "door/", "lib/", "proxy.ts", "instrumentation.ts"];
const doors = ["server/rest/", "server/git-http/"];
/** What both programs stand on. */
const ground = ["contract/", "gitformat/", "egress/", "connections/"];
/** What of `lib` runs in the browser too. */
export const browserLib = [
  "lib/queries/",
  "lib/wire/",
  "lib/routes.ts",
  "lib/format/",
  "lib/text/",
  "lib/globs/",
  "lib/verify/",
];
/** Those of `lib` whose files need the server; what of them the browser shares needs no builtin, environment or network. */
const serverRooms = [
  "lib/process/",
  "lib/html/",
  "lib/workers/",
  "lib/decoding/",
  "lib/artifacts/",
  "lib/diff/",
  "lib/tokens/",
  "lib/git/",
  "lib/paths/",
  "lib/history/",
  "lib/http/",
  "lib/reading/",
  "lib/lineage/",
  "lib/find/",
  "lib/archive/",
  "lib/leaks/",
  "lib/inventory/",
  "lib/imports/",
  "lib/images/",
  "lib/highlight/",
  "lib/markdown/",
  "lib/scan/",
  "lib/changes/",
  "lib/commits/",
];
/** The floors of `lib`, from the ground up: a room imports rooms of lower floors, and nothing else of `lib`. */
const libFloors = [
  ["env.ts", "routes.ts"],
  ["bytes", "text", "format", "globs", "process"],
  ["wire", "workers", "decoding", "html"],
  ["artifacts", "verify", "diff"],
  ["tokens", "paths", "http"],
  ["git"],
  ["history"],
  ["reading", "lineage"],
  ["find", "archive", "leaks", "inventory", "imports", "images", "highlight"],
  ["markdown", "scan", "changes", "commits"],
  ["queries"],
];
const floorOf = new Map(libFloors.flatMap((rooms, floor) => rooms.map((room) => [room, floor])));
/** What several features of `components` are made of, from the ground up. The features themselves stand side by side above. */
const sharedComponents = [
  ["ui"],
  ["names", "static", "markdown"],
  ["repo-fields", "find"],
  ["new-repo", "imports"],
];
const toolRooms = ["scripts/", "e2e/", "bench/"];
const http = ["npm:fastify", "npm:fastify-plugin", "npm:fastify-type-provider-zod", "npm:@fastify/"];
const httpBuiltins = ["node:http", "node:https", "node:http2"];
const sql = ["npm:kysely", "npm:libsql", "npm:pg", "node:sqlite"];
const web = ["npm:react", "npm:react-dom", "npm:next", "npm:server-only", "npm:@tanstack/", "npm:radix-ui"];

export const layerRules: LayerRule[] = [
  {
    name: "contract-stands-alone",
    reason: "the contract imports zod and itself",
    from: ["contract/"],
    onlyOurs: ["contract/"],
    onlyPackages: ["npm:zod"],
    productOnly: true,
  },
  {
    name: "gitformat-stands-alone",
    reason: "Git's formats are pure functions of bytes",
    from: ["gitformat/"],
    onlyOurs: ["gitformat/", "contract/"],
    onlyPackages: ["node:buffer", "node:crypto", "node:zlib"],
    productOnly: true,
  },
  {
    name: "egress-stands-alone",
    reason: "egress knows addresses and hosts, and nothing of what is asked of them",
    from: ["egress/"],
    onlyOurs: ["egress/"],
    onlyPackages: ["npm:zod", "npm:ipaddr.js", "node:net", "node:dns", "node:https"],
    productOnly: true,
  },
  {
    name: "connections-stand-alone",
    reason: "connections knows sockets and times, and nothing of what is asked over them",
    from: ["connections/"],
    onlyOurs: ["connections/"],
    onlyPackages: ["node:http", "node:net", "node:stream"],
    productOnly: true,
  },
  {
    name: "server-apart",
    reason: "the service knows nothing of the dashboard, React or Next; they meet on HTTP",
    from: ["server/"],
    never: [...dashboard, ...toolRooms, ...web],
  },
  {
    name: "dashboard-apart",
    reason: "the dashboard knows nothing of the service's code; they meet on HTTP",
    from: dashboard,
    never: ["server/", ...toolRooms],
  },
  {
    name: "door-knows-requests",
    reason: "the door knows requests and headers, and nothing of what is behind it",
    from: ["door/"],
    onlyOurs: ["door/", "lib/http/", "lib/process/", "lib/env.ts", ...ground],
    productOnly: true,
  },
  {
    name: "door-in-front",
    reason: "the door is a program of its own, which loads what Next has built",
    from: dashboard,
    notFrom: ["door/"],
    never: ["door/"],
  },
  { name: "lib-looks-down", reason: "nothing goes up", from: ["lib/"], never: ["app/", "components/"] },
  { name: "components-look-down", reason: "nothing goes up", from: ["components/"], never: ["app/"] },
  {
    name: "doors-call-hosting",
    reason: "a door calls hosting, never rows, SQL or a repo's storage",
    from: doors,
    never: ["server/db/", "server/storage/", "server/app.ts", "server/main.ts", ...sql],
    except: [
      // The interface alone: doors translate its StorageError.
      { from: "server/rest/", to: "server/storage/repo-storage.ts" },
      { from: "server/git-http/", to: "server/storage/repo-storage.ts" },
    ],
    productOnly: true,
  },
  {
    name: "rest-and-git-apart",
    reason: "doors do not call each other",
    from: ["server/rest/"],
    never: ["server/git-http/"],
    productOnly: true,
  },
  {
    name: "git-and-rest-apart",
    reason: "doors do not call each other",
    from: ["server/git-http/"],
    never: ["server/rest/"],
    productOnly: true,
  },
  {
    name: "hosting-below-http",
    reason: "hosting knows neither HTTP nor SQL, and nothing of what calls it",
    from: ["server/hosting/"],
    never: [...doors, "server/app.ts", "server/main.ts", ...http, ...httpBuiltins, ...sql],
    productOnly: true,
  },
  {
    name: "hosting-sees-the-seam",
    reason: "hosting knows storage as an interface; main constructs it",
    from: ["server/hosting/"],
    never: ["server/storage/"],
    except: [{ from: "server/hosting/", to: "server/storage/repo-storage.ts" }],
    productOnly: true,
  },
  {
    name: "store-knows-rows",
    reason: "the store knows nothing above or beside it",
    from: ["server/db/"],
    onlyOurs: ["server/db/", "contract/"],
    never: [...http, ...httpBuiltins, "node:child_process"],
    productOnly: true,
  },
  {
    name: "git-knows-git",
    reason: "git knows nothing above or beside it",
    from: ["server/git/"],
    onlyOurs: ["server/git/", ...ground],
    never: [...http, ...httpBuiltins, ...sql],
    productOnly: true,
  },
  {
    name: "storage-is-the-seam",
    reason: "storage stands on git and the contract alone",
    from: ["server/storage/"],
    onlyOurs: ["server/storage/", "server/git/", "server/fail-point.ts", ...ground],
    never: [...http, ...httpBuiltins, ...sql],
    productOnly: true,
  },
  {
    name: "import-knows-networks",
    reason: "import knows remote networks, and nothing of repos",
    from: ["server/import/"],
    onlyOurs: ["server/import/", "egress/"],
    never: [...sql],
    productOnly: true,
  },
  {
    name: "one-storage-builder",
    reason: "the start of the service chooses the storage; everybody else takes the interface",
    from: ["server/"],
    notFrom: ["server/storage/"],
    never: ["server/storage/local-storage.ts"],
    except: [
      { from: "server/main.ts", to: "server/storage/local-storage.ts" },
      { from: "server/start-service.ts", to: "server/storage/local-storage.ts" },
    ],
    productOnly: true,
  },
  {
    name: "one-spawn",
    reason: "server/git/run-git.ts is the only place of the service that starts a process",
    from: ["server/"],
    notFrom: ["server/git/run-git.ts"],
    never: ["node:child_process", "node:cluster"],
    productOnly: true,
  },
  {
    name: "dashboard-starts-nothing",
    reason: "the dashboard starts no process and opens no database",
    from: dashboard,
    never: ["node:child_process", "node:cluster", ...sql],
    productOnly: true,
  },
  {
    name: "ui-stands-alone",
    reason: "components/ui knows no feature and no data",
    from: ["components/ui/"],
    onlyOurs: ["components/ui/"],
  },
];

const forbiddenNames = ["utils", "helpers", "types", "hooks", "constants", "services", "src"];

/** Rules about a file as a whole, each with the function that finds where it is broken. */
export const fileRules: Array<{
  name: string;
  reason: string;
  find(file: SourceFile): Array<{ line: number; found: string }>;
}> = [
  {
    name: "parses",
    reason: "what cannot be read cannot be checked",
    find: (file) => file.parseErrors.map((found) => ({ line: 1, found })),
  },
  {
    name: "readable-imports",
    reason: "an import whose name is computed escapes every rule",
    // Bootstrap and test harness load what a person names on the command line.
    find: (file) =>
      matchesAny(file.path, toolRooms)
        ? []
        : file.unreadable.map((line) => ({ line, found: "imports a computed name" })),
  },
  {
    name: "no-star-exports",
    reason: "`export *` hides what a file offers",
    find: (file) => file.starExports.map((line) => ({ line, found: "export *" })),
  },
  {
    name: "no-barrels",
    reason: "import a thing from the file named after it",
    find: (file) =>
      /(^|\/)index\.[cm]?[jt]sx?$/.test(file.path) ? [{ line: 1, found: "is an index file" }] : [],
  },
  {
    name: "rooms-by-subject",
    reason: "a thing lives in the room named after its subject",
    find: (file) => {
      const parts = file.path.split("/").map((part) => part.replace(/\..*$/, ""));
      const found = parts.find((part) => forbiddenNames.includes(part));
      return found === undefined ? [] : [{ line: 1, found: `is, or lies in, "${found}"` }];
    },
  },
  {
    name: "other-rooms-by-alias",
    reason: 'another room is imported by "@/room/file"',
    find: (file) =>
      file.imports
        .filter((imported) => imported.specifier === ".." || imported.specifier.startsWith("../"))
        // Worker threads run without the aliases.
        .filter((imported) => !(file.path.endsWith(".mjs") && imported.target.endsWith(".mjs")))
        // `app` is one room: its folders are URLs, not subjects.
        .filter((imported) => !(file.path.startsWith("app/") && imported.target.startsWith("app/")))
        .map((imported) => ({ line: imported.line, found: `imports ${imported.specifier}` })),
  },
  {
    name: "features-apart",
    reason: "a feature folder imports none of its own floor or above; a page composes them",
    find: (file) => {
      const own = featureOf(file.path);
      if (own === null) return [];
      return file.imports
        .filter((imported) => {
          const other = featureOf(imported.target);
          return other !== null && other !== own && componentFloorOf(other) >= componentFloorOf(own);
        })
        .map((imported) => ({ line: imported.line, found: `imports ${imported.specifier}` }));
    },
  },
  {
    name: "rooms-of-lib-in-order",
    reason:
      "a room of lib imports rooms of the floors below its own; the floors stand in scripts/import-rules.ts",
    find: (file) => {
      const own = libRoomOf(file.path);
      if (own === null || isTest(file.path)) return [];
      const floor = floorOf.get(own);
      if (floor === undefined) return [{ line: 1, found: `lies in "${own}", which has no floor` }];
      return file.imports
        .filter((imported) => {
          const other = libRoomOf(imported.target);
          return (
            other !== null && other !== own && !((floorOf.get(other) ?? Number.POSITIVE_INFINITY) < floor)
          );
        })
        .map((imported) => ({ line: imported.line, found: `imports ${imported.specifier}` }));
    },
  },
  {
    name: "global-by-name",
    reason: "what a process keeps on the global object is kept by lib/process/per-process.ts",
    find: (file) =>
      file.path === "lib/process/per-process.ts"
        ? []
        : linesWith(file, /^declare global\b/).map((line) => ({ line, found: "declares a global" })),
  },
  {
    name: "changes-through-handle-api",
    reason:
      "a handler that changes something is `return handleApi(…)`, which checks where the request comes from",
    find: (file) => {
      if (!/^app\/(.*\/)?route\.[jt]sx?$/.test(file.path)) return [];
      const handled = /^export (async )?function \w+\([^)]*\)[^{]*\{\s*return handleApi\(/;
      return [...file.text.matchAll(/^export\b[^=(;]*\b(POST|PUT|PATCH|DELETE)\b/gm)]
        .filter(({ index }) => !handled.test(file.text.slice(index)))
        .map(({ index, 1: method }) => ({
          line: file.text.slice(0, index).split("\n").length,
          found: `exports ${method}`,
        }));
    },
  },
  {
    name: "marks-server-only",
    reason:
      'what needs the server (a builtin, the environment, the network) begins with import "server-only"',
    find: (file) => {
      if (!matchesAny(file.path, serverRooms) || isTest(file.path)) return [];
      // A worker is a program of its own, outside of Next, where the marker would throw.
      if (/(^|[/-])worker\.[cm]?[jt]s$/.test(file.path)) return [];
      const first = file.imports[0]?.target;
      if (first === "npm:server-only" || !needsServer(file)) return [];
      return [{ line: 1, found: "lacks the marker" }];
    },
  },
  {
    name: "token-stays",
    reason: "the API token never leaves lib/artifacts (lib/env.ts reads it)",
    find: (file) =>
      matchesAny(file.path, dashboard) &&
      !matchesAny(file.path, ["lib/artifacts/", "lib/env.ts"]) &&
      !isTest(file.path)
        ? linesWith(file, /\bapiToken\b|\benv\W{1,3}ARTIFACTS_API_TOKEN\b/).map((line) => ({
            line,
            found: "reads the API token",
          }))
        : [],
  },
  {
    name: "keys-from-the-factory",
    reason: "a query key is made by lib/queries/query-keys.ts, never typed by hand",
    find: (file) =>
      matchesAny(file.path, dashboard) && file.path !== "lib/queries/query-keys.ts" && !isTest(file.path)
        ? typedKeys.flatMap((pattern) =>
            placesOf(file, pattern).map((line) => ({ line, found: "types a query key" })),
          )
        : [],
  },
  {
    name: "tests-stay-out",
    reason: "the product never imports a test or what tests stand on",
    find: (file) =>
      isTest(file.path) || matchesAny(file.path, toolRooms)
        ? []
        : file.imports
            .filter((imported) => isTest(imported.target))
            .map((imported) => ({ line: imported.line, found: `imports ${imported.specifier}` })),
  },
  {
    name: "refs-behind-the-seam",
    reason: "only publish, behind the storage seam, writes a ref",
    find: (file) =>
      matchesAny(file.path, ["server/"]) &&
      !matchesAny(file.path, ["server/storage/", "server/git/"]) &&
      !isTest(file.path)
        ? linesWith(file, /update-ref/).map((line) => ({ line, found: "mentions update-ref" }))
        : [],
  },
];

/** A key is one of the factory's, or that of a query made with one; and it is handed over by name. */
const typedKeys = [
  /\bqueryKey\s*:(?!\s*(?:queryKeys\.|[\w.]+\.queryKey\b))/g,
  /\b(?:get|set|ensure)Quer(?:y|ies)(?:Data|State|Defaults)\s*(?:<[^()]*>)?\(\s*\[/g,
];

function needsServer(file: SourceFile): boolean {
  const borders = file.imports.some(({ target, isTypeOnly }) => !isTypeOnly && target.startsWith("node:"));
  return borders || linesWith(file, /\bprocess\.env\b|\bfetch\(/).length > 0;
}

function componentFloorOf(feature: string): number {
  const floor = sharedComponents.findIndex((features) => features.includes(feature));
  return floor < 0 ? sharedComponents.length : floor;
}

/** The folder of `components/` a file lies in. */
function featureOf(file: string): string | null {
  const [room, feature, rest] = file.split("/");
  return room === "components" && feature !== undefined && rest !== undefined ? feature : null;
}

/** The room of `lib/` a file lies in, or the file itself where it lies in none. */
function libRoomOf(file: string): string | null {
  const [top, room] = file.split("/");
  return top === "lib" && room !== undefined ? room : null;
}
