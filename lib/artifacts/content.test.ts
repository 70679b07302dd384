import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  apiToken,
  commitFiles,
  type FakeArtifactsApi,
  repoRecord,
  sendError,
  startFakeArtifactsApi,
} from "@/lib/test-support/fake-artifacts-api";
import { ArtifactsError } from "./artifacts-error";
import { getBlob, getCommit, getTree, listCommits, streamBlob } from "./content";
import { createObjectCache } from "./object-cache";

let fakeApi: FakeArtifactsApi;
let commitHash: string;
let treeHash: string;
const oddName = "ä b/c%d#e?'f\"g\n.txt";
const big = Buffer.alloc(300_000, "0123456789");

beforeAll(async () => {
  fakeApi = await startFakeArtifactsApi();
  process.env.ARTIFACTS_API_URL = fakeApi.url;
  process.env.ARTIFACTS_API_TOKEN = apiToken;
  commitHash = await commitFiles(fakeApi, "main", {
    "README.md": { content: "# Hello\n" },
    [oddName]: { content: "odd" },
    "bin/run": { content: "#!/bin/sh\n", mode: "100755" },
    "bin/link": { content: "run", mode: "120000" },
    "big.bin": { content: big },
  });
  treeHash = (await getCommit(repoRecord, commitHash)).treeHash;
});
afterAll(() => fakeApi.close());
beforeEach(() => fakeApi.forgetRequests());

const hashOf = async (path: string) => (await fakeApi.git(["rev-parse", `${commitHash}:${path}`])).trim();

describe("content by hash", () => {
  it("asks for a commit, a tree, a log page and a blob once", async () => {
    const blob = await hashOf("README.md");
    for (let round = 0; round < 2; round += 1) {
      await getCommit(repoRecord, commitHash);
      await getTree(repoRecord, treeHash);
      await listCommits(repoRecord, commitHash, { limit: 10 });
      await getBlob(repoRecord, blob, { maxBytes: 1000 });
      if (round === 0) fakeApi.forgetRequests();
    }
    expect(fakeApi.requests).toHaveLength(0);
  });

  it("asks anew for a repo of the same name with another id", async () => {
    await getCommit({ ...repoRecord, id: "repo_2" }, commitHash);
    expect(fakeApi.requestsTo(`/commit/${commitHash}`)).toHaveLength(1);
  });

  it("shares one call between readers at the same time", async () => {
    const repo = { ...repoRecord, id: "repo_3" };
    const all = await Promise.all(Array.from({ length: 20 }, () => getTree(repo, treeHash)));
    expect(all.every((entries) => entries.length === 4)).toBe(true);
    expect(fakeApi.requests).toHaveLength(1);
  });

  it("does not remember a failure", async () => {
    const repo = { ...repoRecord, id: "repo_4" };
    fakeApi.answerNext(
      () => true,
      (_, response) => sendError(response, 500, { code: 10400, message: "damaged" }),
    );
    await expect(getTree(repo, treeHash)).rejects.toBeInstanceOf(ArtifactsError);
    expect(await getTree(repo, treeHash)).toHaveLength(4);
  });

  it("does not remember the empty log of a commit that is not there yet", async () => {
    const missing = "1".repeat(40);
    expect(await listCommits(repoRecord, missing, { limit: 10 })).toEqual([]);
    await listCommits(repoRecord, missing, { limit: 10 });
    expect(fakeApi.requestsTo("/log")).toHaveLength(2);
  });

  it("never sends what is not a hash", async () => {
    for (const hash of ["main", "../../x", commitHash.toUpperCase(), ""]) {
      await expect(getCommit(repoRecord, hash)).rejects.toMatchObject({ kind: "not-found" });
    }
    expect(fakeApi.requests).toHaveLength(0);
  });
});

describe("getBlob", () => {
  it("cuts a blob at maxBytes and says how long it is", async () => {
    const hash = await hashOf("big.bin");
    const cut = await getBlob(repoRecord, hash, { maxBytes: 1000 });
    expect(cut.truncated).toBe(true);
    expect(cut.sizeBytes).toBe(big.length);
    expect(Buffer.from(cut.bytes).equals(big.subarray(0, 1000))).toBe(true);
  });

  it("keeps a blob only when it is whole, and cuts it for who wants less", async () => {
    const hash = await hashOf("big.bin");
    await getBlob(repoRecord, hash, { maxBytes: 1000 });
    fakeApi.forgetRequests();
    const whole = await getBlob(repoRecord, hash, { maxBytes: big.length });
    expect(fakeApi.requests).toHaveLength(1);
    expect(whole).toMatchObject({ truncated: false, sizeBytes: big.length });
    const cut = await getBlob(repoRecord, hash, { maxBytes: 5 });
    expect(fakeApi.requests).toHaveLength(1);
    expect(cut).toMatchObject({ truncated: true, sizeBytes: big.length });
    expect(Buffer.from(cut.bytes).toString()).toBe("01234");
  });

  it("does not receive what goes beyond maxBytes", async () => {
    const hash = await hashOf("README.md");
    let sent = 0;
    const closed = new Promise<void>((resolve) => {
      fakeApi.answerNext(
        () => true,
        (_, response) => {
          response.on("close", resolve);
          const chunk = Buffer.alloc(64 * 1024);
          const write = () => {
            while (!response.destroyed && response.write(chunk)) sent += chunk.length;
            response.once("drain", write);
          };
          write();
        },
      );
    });
    const repo = { ...repoRecord, id: "repo_5" };
    const cut = await getBlob(repo, hash, { maxBytes: 100_000 });
    await closed;
    expect(cut).toMatchObject({ truncated: true, sizeBytes: null });
    expect(sent).toBeLessThan(50_000_000);
  });

  it("takes a body that breaks off for a failure, not for the whole blob", async () => {
    const hash = await hashOf("README.md");
    fakeApi.answerNext(
      () => true,
      (_, response) => {
        response.writeHead(200, { "content-length": "8" });
        response.write("# H", () => response.destroy());
      },
    );
    const repo = { ...repoRecord, id: "repo_6" };
    await expect(getBlob(repo, hash, { maxBytes: 100 })).rejects.toMatchObject({ kind: "unreachable" });
  });

  it("streams a blob past the cache", async () => {
    const { body, sizeBytes } = await streamBlob(repoRecord, await hashOf("big.bin"));
    expect(sizeBytes).toBe(big.length);
    expect((await new Response(body).arrayBuffer()).byteLength).toBe(big.length);
  });
});

describe("the object cache", () => {
  it("stays within its bytes", async () => {
    const cache = createObjectCache(10_000);
    let fetches = 0;
    const load = (key: string) =>
      cache.load({
        key,
        fetch: async () => {
          fetches += 1;
          const bytes = new Uint8Array(4000);
          return { kind: "blob", blob: { bytes, sizeBytes: 4000, truncated: false }, sizeBytes: 4000 };
        },
      });
    for (const key of ["a", "b", "c", "c", "b"]) await load(key);
    expect(fetches).toBe(3);
    await load("a");
    expect(fetches).toBe(4);
  });
});
