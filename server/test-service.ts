import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { z } from "zod";
import type { ConnectionLimits } from "@/connections/watch-connections";
import { apiError } from "@/contract/errors";
import { type GitObject, makeObject } from "@/gitformat/git-object";
import { writePack } from "@/gitformat/write-pack";
import { type TreeFile, writeTree } from "@/gitformat/write-tree";
import { openStore } from "@/server/db/open-store";
import { buildApp } from "./app";
import type { Hosting } from "./hosting/hosting";
import type { ImportSettings } from "./hosting/import-settings";
import { openHosting } from "./hosting/open-hosting";
import { createLocalStorage } from "./storage/local-storage";
import { zeroHash } from "./storage/repo-storage";

/** A whole service for tests: real store, real git, real HTTP on loopback, in a folder of its own. */
export interface TestService {
  hosting: Hosting;
  dataDir: string;
  origin: string;
  /** Sends a request below `…/artifacts`, with the API token unless the options say otherwise. */
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  /** Makes a repo whose `main` holds the files in one commit. */
  seed(namespace: string, repo: string, files: Record<string, string | TreeFile>): Promise<Seeded>;
  stop(): Promise<void>;
}

interface CallOptions {
  body?: unknown;
  /** Sent as it is, instead of `body`. */
  raw?: string | Buffer;
  headers?: Record<string, string>;
  /** Null sends none. */
  token?: string | null;
}

const envelope = z.object({
  result: z.unknown(),
  success: z.boolean(),
  errors: z.array(apiError),
  messages: z.array(apiError),
  result_info: z
    .object({
      cursor: z.string().optional(),
      page: z.number().optional(),
      per_page: z.number(),
      total_pages: z.number().optional(),
      count: z.number(),
      total_count: z.number().optional(),
    })
    .optional(),
});

interface Answer {
  status: number;
  headers: Headers;
  bytes: Buffer;
  /** The answer as the v4 envelope; throws when it is none. */
  json(): z.infer<typeof envelope>;
}

export interface Seeded {
  id: string;
  token: string;
  commit: string;
  tree: string;
  /** Blob hashes by path. */
  blobs: Record<string, string>;
}

export const testApiToken = "test-api-token";

export interface TestServiceOptions {
  now?: () => number;
  imports?: Partial<ImportSettings>;
  connections?: ConnectionLimits;
  /** Clones and arriving packs at once, and how long one more waits. */
  git?: { maxTransfers: number; waitMs: number };
}

export async function startTestService(options: TestServiceOptions = {}): Promise<TestService> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "vitrine-rest-"));
  const log = () => {};
  const store = await openStore({ dataDir });
  const storage = await createLocalStorage({ dataDir, log, ...options.git });
  const hosting = await openHosting({
    storage,
    store,
    publicUrl: "https://git.example.com",
    log,
    ...(options.now === undefined ? {} : { now: options.now }),
    ...(options.imports === undefined ? {} : { imports: options.imports }),
  });
  const app = await buildApp({
    hosting,
    apiToken: testApiToken,
    ...(options.connections === undefined ? {} : { connections: options.connections }),
  });
  const origin = await app.listen({ host: "127.0.0.1", port: 0 });

  const service: TestService = {
    hosting,
    dataDir,
    origin,

    async call(method, target, { body, raw, headers, token = testApiToken } = {}) {
      const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
      const response = await fetch(`${origin}/client/v4/accounts/any/artifacts${target}`, {
        method,
        headers: {
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          ...(payload === undefined ? {} : { "content-type": "application/json" }),
          ...headers,
        },
        ...(payload === undefined
          ? {}
          : { body: typeof payload === "string" ? payload : new Uint8Array(payload) }),
      });
      const bytes = Buffer.from(await response.arrayBuffer());
      return {
        status: response.status,
        headers: response.headers,
        bytes,
        json: () => envelope.parse(JSON.parse(bytes.toString("utf8"))),
      };
    },

    async seed(namespace, repo, files) {
      const created = await service.call("POST", `/namespaces/${namespace}/repos`, { body: { name: repo } });
      const { id, token } = z.object({ id: z.string(), token: z.string() }).parse(created.json().result);
      const blobs: Record<string, string> = {};
      const treeFiles = new Map<string, TreeFile>();
      for (const [name, file] of Object.entries(files)) {
        const whole = typeof file === "string" ? { mode: "100644" as const, content: file } : file;
        treeFiles.set(name, whole);
        blobs[name] = makeObject("blob", Buffer.from(whole.content, "utf8")).hash;
      }
      const objects = writeTree(treeFiles);
      const tree = objects.at(-1)?.hash ?? "";
      const signature = "Ada Vance <ada@example.com> 1760000000 +0200";
      const commit = makeObject(
        "commit",
        Buffer.from(`tree ${tree}\nauthor ${signature}\ncommitter ${signature}\n\nAdd files\n`),
      );
      await publishObjects(hosting, id, [...objects, commit], { "refs/heads/main": commit.hash });
      return { id, token, commit: commit.hash, tree, blobs };
    },

    async stop() {
      await app.close();
      await hosting.imports.stop();
      await storage.close();
      await store.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  return service;
}

/** Puts objects and refs into a repo the way a push does. */
export async function publishObjects(
  hosting: Hosting,
  repoId: string,
  objects: readonly GitObject[],
  refs: Record<string, string>,
): Promise<void> {
  const signal = new AbortController().signal;
  const unique = [...new Map(objects.map((object) => [object.hash, object])).values()];
  const pack = Readable.from([writePack(unique)], { objectMode: false });
  const staged = await hosting.storage.stage(repoId, pack, { signal, maxSizeBytes: 1e9 });
  const updates = Object.entries(refs).map(([ref, newHash]) => ({ ref, oldHash: zeroHash, newHash }));
  for (const outcome of await hosting.storage.publish(repoId, updates, { staged, signal })) {
    if (!outcome.ok) throw new Error(`${outcome.ref}: ${outcome.reason}`);
  }
}
