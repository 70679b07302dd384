import { setImmediate as nextTurn } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { afterAll, beforeEach, expect, it } from "vitest";
import { bulkCalls } from "@/lib/artifacts/bulk-calls";
import { commitFiles } from "@/lib/test-support/fake-artifacts-api";
import { fakeArtifactsForTests } from "@/lib/test-support/fake-artifacts-for-tests";
import { createToken } from "@/lib/tokens/create-token";
import { revokeToken } from "@/lib/tokens/revoke-token";
import type { ScanCursor, ScanEvent, ScanRequest } from "@/lib/wire/scan-events";
import { cleanBlobs } from "./clean-blobs";
import { followedPlaces, isSinceCertain } from "./followed-places";
import { listHistory } from "./list-history";
import { runScan } from "./run-scan";
import { emptyScan, goOn, takeScanEvent } from "./scan-state";
import { createTextReader } from "./text-reader";

const fakeApi = await fakeArtifactsForTests();
/** As Node cannot read TypeScript by itself. */
const openWorker = () => {
  const worker = JSON.stringify(new URL("./worker.ts", import.meta.url).href);
  const code = `import("tsx/esm/api").then(({ register }) => { register(); return import(${worker}); })`;
  return new Worker(code, { eval: true });
};
const reader = createTextReader({ openWorker });
const repo = { namespace: "acme", name: "demo", id: "repo_1" };
const { signal } = new AbortController();

afterAll(() => reader.close());
beforeEach(() => cleanBlobs().clear());

type Options = Omit<Parameters<typeof runScan>[2], "signal" | "reader">;

async function scan(
  scope: ScanRequest["scope"],
  after: ScanCursor | null = null,
  { found, ...options }: Options & Pick<ScanRequest, "found"> = {},
) {
  const events: ScanEvent[] = [];
  await runScan({ scope, after, found }, (event) => events.push(event), { signal, reader, ...options });
  return events;
}

const ref = (name: string) => ({ kind: "ref", namespace: "acme", repo: "demo", ref: name }) as const;
const history = { kind: "history", namespace: "acme", repo: "demo" } as const;
const hitsOf = (events: ScanEvent[]) => events.flatMap((event) => (event.type === "hit" ? [event.hit] : []));
/** By path, what is left when every event was heard. */
const originsOf = (events: ScanEvent[]) => {
  const state = events.reduce((now, event) => takeScanEvent(now, event, 0), emptyScan);
  return Object.fromEntries(state.hits.map(({ path, since }) => [path, since?.commit]));
};
const blobsRead = () =>
  fakeApi.requests.flatMap(({ path }) => /\/blob\/([0-9a-f]{40})$/.exec(path)?.[1] ?? []);
const secretOf = async (scope: "read" | "write") => {
  const { id, plaintext } = await createToken("acme", { repo: "demo", scope });
  return { id, plaintext, secret: plaintext.split("?")[0] ?? "" };
};

async function commitAfter(parents: string[], files: Parameters<typeof commitFiles>[2]): Promise<string> {
  const tree = `${await commitFiles(fakeApi, "passing", files)}^{tree}`;
  const identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.test"];
  const onto = parents.flatMap((parent) => ["-p", parent]);
  return (await fakeApi.git([...identity, "commit-tree", ...onto, "-m", "files", tree])).trim();
}

it("finds a token of each disguise at its line, asks Git about it, and tells no secret", async () => {
  const [live, dead] = [await secretOf("write"), await secretOf("read")];
  await revokeToken("acme", { repo: "demo", id: dead.id });
  const gone = `art_v1_${"5e".repeat(20)}?expires=1700000000`;
  const head = await commitFiles(fakeApi, "disguises", {
    "deploy/.env": { content: `A=1\nTOKEN=${live.plaintext}\n` },
    "k8s/secret.yaml": { content: `data:\n  token: ${btoa(live.plaintext)}\n` },
    "windows.txt": { content: Buffer.from(`\ufeffone\r\ntoken ${dead.plaintext}\r\n`, "utf16le") },
    "old.txt": { content: gone },
    "data.bin": {
      content: Buffer.concat([Buffer.from([0, 1, 255]), Buffer.from(gone), Buffer.from([0, 7])]),
    },
    "cf.sh": { content: `CF_API_TOKEN=cfut_${"aB3dE5gH1j".repeat(4)}0123abcd\n` },
    link: { content: "deploy/.env", mode: "120000" },
  });
  const events = await scan(ref("disguises"));
  const hits = hitsOf(events);
  expect(hits.map(({ path, line, kind }) => `${path}:${line} ${kind}`).toSorted()).toEqual([
    "cf.sh:1 cloudflare-user-token",
    "data.bin:1 artifacts",
    "deploy/.env:2 artifacts",
    "k8s/secret.yaml:2 artifacts",
    "old.txt:1 artifacts",
    "windows.txt:2 artifacts",
  ]);
  expect(new Set(hits.map(({ commit, isAtTip }) => `${commit} ${isAtTip}`))).toEqual(
    new Set([`${head} true`]),
  );
  const keyAt = (path: string) => hits.find((hit) => hit.path === path)?.secret;
  expect(keyAt("deploy/.env")).toBe(keyAt("k8s/secret.yaml"));
  const verdicts = new Map(
    events.flatMap((event) => (event.type === "verdict" ? [[event.secret, event.event] as const] : [])),
  );
  expect(verdicts.get(keyAt("deploy/.env") ?? "")).toMatchObject({
    type: "found",
    probe: { verdict: "alive", scope: "write", repo: "demo" },
    tokens: [{ id: live.id }],
  });
  expect(verdicts.get(keyAt("windows.txt") ?? "")).toMatchObject({ type: "dead" });
  expect(verdicts.get(keyAt("old.txt") ?? "")).toMatchObject({ type: "dead" });
  expect(verdicts.size).toBe(3);
  const all = JSON.stringify(events);
  for (const secret of [live.secret, dead.secret, gone.slice(0, 40), "aB3dE5gH1j"])
    expect(all).not.toContain(secret);
  expect(events.at(-1)).toMatchObject({ type: "done", counts: { files: 7, commits: 1 } });
});

it("reads each blob and tree of a history once, and names the newest commit that has the token and the one that brought it in", async () => {
  const { plaintext } = await secretOf("read");
  const files = { "a/x.txt": { content: "x" }, "a/y.txt": { content: "y" }, "b/z.txt": { content: "z" } };
  const leak = { "a/leak.txt": { content: plaintext } };
  const first = await commitAfter([], files);
  const second = await commitAfter([first], { ...files, ...leak });
  const third = await commitAfter([second], { ...files, ...leak, "b/z.txt": { content: "zz" } });
  const side = await commitAfter([second], { ...files, "side.txt": { content: "s" } });
  const merge = await commitAfter([third, side], { ...files, "side.txt": { content: "s" } });
  await fakeApi.git(["update-ref", "refs/heads/main", merge]);
  await fakeApi.git(["update-ref", "refs/heads/side", side]);
  await fakeApi.git(["tag", "v1", first]);
  await fakeApi.git(["update-ref", "-d", "refs/heads/disguises"]);
  await fakeApi.git(["update-ref", "-d", "refs/heads/passing"]);
  fakeApi.forgetRequests();
  const events = await scan(history);
  expect(hitsOf(events)).toMatchObject([{ path: "a/leak.txt", commit: third, isAtTip: false }]);
  expect(originsOf(events)).toEqual({ "a/leak.txt": second });
  const blobs = blobsRead();
  expect(new Set(blobs).size).toBe(blobs.length);
  expect(blobs).toHaveLength(6);
  const trees = fakeApi.requests.filter(({ path }) => path.includes("/tree/")).map(({ path }) => path);
  expect(new Set(trees).size).toBe(trees.length);
  expect(events.at(-1)).toMatchObject({
    type: "done",
    counts: { commits: 5, repos: 1 },
    isHistoryCut: false,
  });
  fakeApi.forgetRequests();
  await scan(history);
  // Only what holds a token is read again.
  expect(blobsRead()).toHaveLength(1);
});

it("names the commit that brought a token in: after an earlier blob, a way out and back, in a tag before its children, and over runs", async () => {
  const { plaintext } = await secretOf("read");
  const other = (await secretOf("read")).plaintext;
  const keep = { "keep/deep/in/secret.txt": { content: plaintext }, "README.md": { content: "r" } };
  const root = await commitAfter([], { "README.md": { content: "r" } });
  const rewritten = await commitAfter([root], { ...keep, env: { content: `old ${other}` } });
  const tagged = await commitAfter([rewritten], { ...keep, env: { content: `new ${other}` } });
  const without = await commitAfter([tagged], { "README.md": { content: "r" }, x: { content: "x" } });
  const back = await commitAfter([without], { ...keep, x: { content: "x" } });
  const side = await commitAfter([tagged], {
    ...keep,
    env: { content: `new ${other}` },
    s: { content: "s" },
  });
  const tip = await commitAfter([back, side], { ...keep, x: { content: "y" } });
  for (const [name, hash] of Object.entries({ main: tip, side })) {
    await fakeApi.git(["update-ref", `refs/heads/${name}`, hash]);
  }
  for (const ref of (await fakeApi.git(["for-each-ref", "--format=%(refname)"])).trim().split("\n")) {
    if (!["refs/heads/main", "refs/heads/side"].includes(ref)) await fakeApi.git(["update-ref", "-d", ref]);
  }
  await fakeApi.git(["tag", "v1", tagged]);

  const events = await scan(history);
  const hits = hitsOf(events);
  const hitOf = (path: string, commit: string) =>
    hits.find((hit) => hit.path === path && hit.commit === commit);
  expect(hitOf("keep/deep/in/secret.txt", tip)?.isAtTip).toBe(true);
  const state = events.reduce((now, event) => takeScanEvent(now, event, 0), emptyScan);
  const since = state.hits.map((hit) => [hit.path, hit.isAtTip, hit.since?.commit]);
  expect(since.toSorted()).toEqual(
    [
      ["env", false, rewritten],
      ["env", true, tagged],
      ["keep/deep/in/secret.txt", true, rewritten],
    ].toSorted(),
  );

  // The same over many runs: what was found is handed back, and followed on.
  let rest = emptyScan;
  for (let after: ScanCursor | null = null, runs = 0; runs < 40; runs += 1) {
    const found = followedPlaces(rest);
    const more = await scan(history, after, { found, limits: { files: 2 } });
    rest = more.reduce((now, event) => takeScanEvent(now, event, 0), goOn(rest));
    const last = more.at(-1);
    if (last?.type === "done") break;
    after = last?.type === "paused" ? last.cursor : null;
  }
  expect(rest.end).toMatchObject({ kind: "done" });
  expect(isSinceCertain(rest)).toBe(true);
  expect(rest.hits.map((hit) => [hit.path, hit.isAtTip, hit.since?.commit]).toSorted()).toEqual(
    since.toSorted(),
  );
});

it("stops at each bound and goes on from there until all is looked at, telling every place once", async () => {
  const { plaintext } = await secretOf("read");
  const names = Array.from({ length: 40 }, (_, index) => `dir-${index % 5}/file-${index}.txt`);
  await commitFiles(
    fakeApi,
    "many",
    Object.fromEntries(
      names.map((name, index) => [name, { content: index % 10 === 3 ? `${index} ${plaintext}` : name }]),
    ),
  );
  const paths: string[] = [];
  let files = 0;
  let runs = 0;
  for (let after: ScanCursor | null = null; ; ) {
    const events = await scan(ref("many"), after, { limits: { files: 7 } });
    runs += 1;
    paths.push(...hitsOf(events).map(({ path }) => path));
    const last = events.at(-1);
    if (last?.type === "paused") {
      expect(last.reason).toBe("files");
      after = last.cursor;
      files += last.counts.files;
      continue;
    }
    if (last?.type !== "done") throw new Error(`ended with ${last?.type}`);
    files += last.counts.files;
    break;
  }
  expect(runs).toBeGreaterThan(5);
  expect(files).toBe(40);
  expect(paths.toSorted()).toEqual([names[3], names[13], names[23], names[33]].toSorted());
});

it("says which files it left out, and refuses a cursor that was made up", async () => {
  await commitFiles(fakeApi, "large", {
    "big.bin": { content: Buffer.alloc(30_000, 65) },
    "small.txt": { content: "s" },
  });
  const events = await scan(ref("large"), null, { limits: { blobBytes: 20_000 } });
  expect(events.filter(({ type }) => type === "left-out")).toEqual([
    {
      type: "left-out",
      file: expect.objectContaining({ reason: "large", path: "big.bin", sizeBytes: 30_000 }),
    },
  ]);
  expect(events.at(-1)).toMatchObject({ type: "done", counts: { files: 2, large: 1 } });
  const tip = (await fakeApi.git(["rev-parse", "large"])).trim();
  const madeUp = { repos: null, tips: [tip], commits: 0, position: "0123456789ab.1" };
  await expect(scan(ref("large"), madeUp)).rejects.toMatchObject({ kind: "invalid" });
  await expect(scan(ref("no-such"))).rejects.toMatchObject({ kind: "not-found" });
});

it("lists every commit of a history once, whatever its branches share", async () => {
  const tips = (await fakeApi.git(["for-each-ref", "--format=%(objectname)", "refs/heads"]))
    .trim()
    .split("\n");
  const all = (await fakeApi.git(["rev-list", "--all"])).trim().split("\n");
  const bulk = bulkCalls();
  const left = { commits: 1_000, isCut: false };
  const seen: string[] = [];
  for await (const { hash } of listHistory(repo, tips, { bulk, signal, left })) seen.push(hash);
  expect(seen.toSorted()).toEqual(all.toSorted());
  const few = { commits: 2, isCut: false };
  for await (const _ of listHistory(repo, tips, { bulk, signal, left: few }));
  expect(few.isCut).toBe(true);
});

it("does not keep other requests waiting while it reads five megabytes", async () => {
  const text = Array.from(
    { length: 5_000 },
    (_, index) => `line ${index} ${"words and more ".repeat(60)}`,
  ).join("\n");
  await reader.read(new Uint8Array(1));
  let turns = 0;
  let isReading = true;
  const reading = reader.read(new TextEncoder().encode(text)).finally(() => {
    isReading = false;
  });
  while (isReading) {
    await nextTurn();
    turns += 1;
  }
  expect(turns).toBeGreaterThan(100);
  const findings = await reading;
  expect(findings?.leaks).toEqual([]);
});

it("gives up a text that takes too long, and reads the next", async () => {
  const hasty = createTextReader({ timeoutMs: 1, openWorker });
  try {
    await hasty.read(new Uint8Array(1));
    expect(await hasty.read(new TextEncoder().encode("art_v1_".repeat(500_000)))).toBeNull();
  } finally {
    await hasty.close();
  }
});
