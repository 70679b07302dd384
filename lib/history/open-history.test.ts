import { randomBytes } from "node:crypto";
import { readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import path from "node:path";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { makeObject } from "@/gitformat/git-object";
import { flushPkt, pktLine, sideBand } from "@/gitformat/pkt-line";
import { packBody, packEntry } from "@/gitformat/test-pack";
import { dashboardFolder } from "@/lib/process/data-folder";
import { type RecordedRequest, sendError } from "@/lib/test-support/fake-artifacts-api";
import { fakeArtifactsForTests } from "@/lib/test-support/fake-artifacts-for-tests";
import { forgetPerProcess } from "@/lib/test-support/per-process";
import { aheadBehindOf } from "./ahead-behind";
import { commitsBetween } from "./commits-between";
import { createHistoryStore } from "./history-store";
import { openHistory } from "./open-history";
import { forgetPack, openPack } from "./open-pack";
import { pathLog } from "./path-log";

const fakeApi = await fakeArtifactsForTests();
const lines = (text: string) => text.split("\n").filter(Boolean);
const git = async (...args: string[]) => lines(await fakeApi.git(args));
const tipOf = async (ref: string) => (await git("rev-parse", ref))[0] ?? "";
const isFetch = ({ path, body }: RecordedRequest) =>
  path.endsWith("/git-upload-pack") && body.includes("command=fetch");
const fetches = () => fakeApi.requests.filter(isFetch);
const logCalls = () => fakeApi.requestsTo("/log").length;

let ids = 0;
/** The same repo under an id of its own: nothing is known of it. */
function freshRepo() {
  ids += 1;
  return {
    content: { namespace: "acme", name: "demo", id: `history_${ids}` },
    remote: fakeApi.remote,
  };
}
const restart = () => forgetPerProcess("history-packs", "filter-support", "read-tokens", "object-cache");

async function readAll(commits: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const hash of commits) all.push(hash);
  return all;
}

/** A line of commits on a branch, each with another file in a directory of many. */
async function grow(branch: string, count: number, from: string | null = null): Promise<string> {
  const start = from === null ? 0 : Number((await git("rev-list", "--count", from))[0]);
  let input = "";
  for (let step = 1; step <= count; step += 1) {
    const number = start + step;
    input += `commit refs/heads/${branch}\ncommitter Ada <ada@example.test> ${1_767_225_600 + number * 60} +0230\ndata 3\nnew\n`;
    if (step === 1 && from !== null) input += `from ${from}\n`;
    input += `M 100644 inline files/${number % 50}\ndata 1\n${number % 7}\nM 100644 inline ${branch}-only\ndata 1\n${Math.floor(number / 20) % 10}\n\n`;
  }
  await fakeApi.git(["fast-import", "--quiet", "--force"], input);
  return tipOf(`refs/heads/${branch}`);
}

let main: string;
beforeAll(async () => {
  main = await grow("main", 300);
  await grow("side", 30, main);
});
beforeEach(async () => {
  restart();
  await fakeApi.git(["config", "uploadpack.allowFilter", "true"]);
});

describe("the history of some tips", () => {
  it("comes by one fetch without files, with every commit as it is stored and every tree", async () => {
    const history = await openHistory(freshRepo(), [main]);
    expect(history).toMatchObject({ via: "git", isWhole: true, nextDepth: null, commitCount: 300 });
    expect(fetches()).toHaveLength(1);
    expect(logCalls()).toBe(0);
    expect(fakeApi.requests.length).toBeLessThanOrEqual(3);
    for (const hash of await git("rev-list", "--max-count=30", main)) {
      const commit = history.commit(hash);
      const raw = await fakeApi.git(["cat-file", "commit", hash]);
      expect(commit?.message).toBe(raw.slice(raw.indexOf("\n\n") + 2).replace(/\n$/, ""));
      expect(commit?.parents).toEqual([...raw.matchAll(/^parent (.*)$/gm)].map(([, parent]) => parent));
      const [tree = ""] = await git("rev-parse", `${hash}^{tree}`);
      expect(commit?.treeHash).toBe(tree);
      const names = await git("ls-tree", "--format=%(objectname) %(path)", tree);
      expect(history.tree(tree)?.entries.map((entry) => `${entry.hash} ${entry.name}`)).toEqual(names);
    }
    expect(history.commit(main)).toMatchObject({
      facts: { author: { zone: "+0230" }, committer: { zone: "+0230" } },
    });
    expect(await readAll(pathLog(history.graph, main, history.entriesAt(["files", "7"])))).toEqual(
      await git("log", "--format=%H", main, "--", "files/7"),
    );
  });

  it("is not asked for again, also not by a process that has just begun", async () => {
    const repo = freshRepo();
    await openHistory(repo, [main]);
    fakeApi.forgetRequests();
    await openHistory(repo, [main]);
    restart();
    const again = await openHistory(repo, [main]);
    expect(fakeApi.requests).toHaveLength(0);
    expect(again).toMatchObject({ via: "git", isWhole: true, commitCount: 300 });
    expect(commitsBetween(again.graph, null, main)).toEqual(await git("rev-list", main));
    expect(again.tree(again.commit(main)?.treeHash ?? "")?.entries).toHaveLength(2);
  });

  it("is fetched once for all who ask at the same time, and a caller may give up alone", async () => {
    const repo = freshRepo();
    const leaving = new AbortController();
    const all = [
      openHistory(repo, [main]),
      openHistory(repo, [main], { signal: leaving.signal }),
      openHistory(repo, [main]),
    ];
    leaving.abort(new Error("left"));
    const [first, left, third] = await Promise.allSettled(all);
    expect([first?.status, left?.status, third?.status]).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(fetches()).toHaveLength(1);
  });

  it("brings only what is new when a tip moves", async () => {
    const repo = freshRepo();
    await openHistory(repo, [main]);
    const newer = await grow("newer", 3, main);
    fakeApi.forgetRequests();
    const history = await openHistory(repo, [newer, main]);
    expect(fetches()).toHaveLength(1);
    expect(fetches()[0]?.body).toContain(`have ${main}`);
    expect(history).toMatchObject({ isWhole: true, commitCount: 303 });
    expect(commitsBetween(history.graph, main, newer)).toEqual(await git("rev-list", `${main}..${newer}`));
    restart();
    fakeApi.forgetRequests();
    const again = await openHistory(repo, [newer]);
    expect(fakeApi.requests).toHaveLength(0);
    expect(await readAll(pathLog(again.graph, newer, again.entriesAt(["newer-only"])))).toEqual(
      await git("log", "--format=%H", newer, "--", "newer-only"),
    );
  });

  it("is one that grew, after many moves as after few", async () => {
    const repo = freshRepo();
    let tip = main;
    for (let move = 0; move < 20; move += 1) {
      tip = await grow("moving", 1, tip);
      await openHistory(repo, [tip]);
    }
    const history = await openHistory(repo, [tip]);
    expect(fetches()).toHaveLength(20);
    expect(commitsBetween(history.graph, null, tip)).toEqual(await git("rev-list", tip));
    const entries = history.entriesAt(["moving-only"]);
    expect(await readAll(pathLog(history.graph, tip, entries))).toEqual(
      await git("log", "--format=%H", tip, "--", "moving-only"),
    );
  });

  it("is fetched for those that are there, also right after one that is not", async () => {
    const repo = freshRepo();
    const nowhere = "0123456789012345678901234567890123456789";
    expect((await openHistory(repo, [main, nowhere])).via).toBe("api");
    expect((await openHistory(repo, [main])).via).toBe("git");
    expect((await openHistory(repo, [main, nowhere])).via).toBe("api");
    expect(fetches()).toHaveLength(3);
    await openHistory(repo, [main, nowhere]);
    expect(fetches()).toHaveLength(3);
  });

  it("is asked for by hashes, and by nothing else that a caller hands over", async () => {
    const repo = freshRepo();
    const history = await openHistory(repo, [main, main, "main", `${main}\n0032want ${main}`]);
    expect(history).toMatchObject({ via: "git", commitCount: 300 });
    expect(fetches()[0]?.body.match(/want /g)).toHaveLength(1);
  });

  it("has zones, signatures and encodings that no API tells", async () => {
    const [tree = ""] = await git("rev-parse", `${main}^{tree}`);
    const raw = Buffer.concat([
      Buffer.from(`tree ${tree}\nparent ${main}\nauthor Zo\xeb <z@x> 1767225600 -0800\n`, "latin1"),
      Buffer.from("committer C <c@x> 1767225600 +1245\nencoding ISO-8859-1\n", "latin1"),
      Buffer.from(
        "gpgsig -----BEGIN SSH SIGNATURE-----\n \n abc\n -----END SSH SIGNATURE-----\nodd one\n\nGr\xfc\xdfe\n",
        "latin1",
      ),
    ]);
    const hash = (await fakeApi.git(["hash-object", "-w", "-t", "commit", "--stdin"], raw)).trim();
    await fakeApi.git(["update-ref", "refs/heads/odd", hash]);
    const history = await openHistory(freshRepo(), [hash]);
    expect(history.commit(hash)).toMatchObject({
      author: { name: "Zoë" },
      message: "Grüße",
      facts: {
        author: { zone: "-0800" },
        committer: { zone: "+1245" },
        encoding: "ISO-8859-1",
        signedWith: "SSH",
      },
    });
  });

  it("takes a ref for none that leads to a file or a tree, and asks for it once", async () => {
    const blob = (await fakeApi.git(["hash-object", "-w", "--stdin"], "text")).trim();
    const [tree = ""] = await git("rev-parse", `${main}^{tree}`);
    await fakeApi.git(["tag", "a-file", blob]);
    await fakeApi.git(["tag", "a-tree", tree]);
    const repo = freshRepo();
    const history = await openHistory(repo, [main, blob, tree]);
    expect(history.commit(blob)).toBeNull();
    expect(history.commitCount).toBe(300);
    restart();
    fakeApi.forgetRequests();
    await openHistory(repo, [main, blob, tree]);
    expect(fakeApi.requests).toHaveLength(0);
  });
});

describe("a shallow repo", () => {
  it("ends at its edge, and that is all of it", async () => {
    const [edge = ""] = await git("rev-parse", `${main}~20`);
    const shallowFile = path.join(fakeApi.gitDir, "shallow");
    await writeFile(shallowFile, `${edge}\n`);
    try {
      const repo = freshRepo();
      const history = await openHistory(repo, [main]);
      expect(history).toMatchObject({ via: "git", isWhole: true, commitCount: 21 });
      expect(history.edges()).toEqual([edge]);
      const side = await tipOf("refs/heads/side");
      const more = await openHistory(repo, [main, side]);
      expect(aheadBehindOf(more, main)(side)).toEqual({ ahead: 30, behind: 0, isFloor: false });
    } finally {
      await rm(shallowFile);
    }
  });
});

describe("a history that is too large as a whole", () => {
  const sayTooMany = () =>
    fakeApi.answerNext(isFetch, (_, response) => {
      const body = packBody([], { count: 600_000 });
      response.writeHead(200).end(Buffer.concat([pktLine("packfile\n"), sideBand(1, body), flushPkt]));
    });

  it("is a window that says so, and goes on deeper until it is whole", async () => {
    const repo = freshRepo();
    sayTooMany();
    const first = await openHistory(repo, [main], { depth: 100 });
    expect(first).toMatchObject({ via: "git", isWhole: false, commitCount: 100, nextDepth: 1100 });
    expect(first.edges()).toEqual(await git("rev-parse", `${main}~99`));
    expect(first.commit(main)?.facts).not.toBeNull();
    expect(fetches()).toHaveLength(2);

    restart();
    fakeApi.forgetRequests();
    const again = await openHistory(repo, [main], { depth: 100 });
    expect(again).toMatchObject({ isWhole: false, commitCount: 100 });
    expect(fakeApi.requests).toHaveLength(0);

    const deeper = await openHistory(repo, [main], { depth: 200 });
    expect(deeper).toMatchObject({ isWhole: false, commitCount: 200, nextDepth: 1200 });
    expect(fetches()).toHaveLength(1);
    const whole = await openHistory(repo, [main], { depth: deeper.nextDepth ?? 0 });
    expect(whole).toMatchObject({ isWhole: true, commitCount: 300, nextDepth: null });
    expect(commitsBetween(whole.graph, null, main)).toEqual(await git("rev-list", main));
  });

  it("takes up tips that move, and knows what it cannot count", async () => {
    const repo = freshRepo();
    const side = await tipOf("refs/heads/side");
    const far = await grow("far", 20, `${main}~250`);
    sayTooMany();
    await openHistory(repo, [main], { depth: 100 });
    fakeApi.forgetRequests();
    const history = await openHistory(repo, [main, side, far], { depth: 100 });
    expect(fetches()).toHaveLength(1);
    expect(aheadBehindOf(history, main)(side)).toEqual({ ahead: 30, behind: 0, isFloor: false });
    // All of its own commits are known, but not whether `main` has them too.
    expect(aheadBehindOf(history, main)(far)).toEqual({ ahead: null, behind: 100, isFloor: true });
  });

  it("ends where the remote itself does", async () => {
    const [edge = ""] = await git("rev-parse", `${main}~150`);
    const shallowFile = path.join(fakeApi.gitDir, "shallow");
    await writeFile(shallowFile, `${edge}\n`);
    try {
      const repo = freshRepo();
      sayTooMany();
      await openHistory(repo, [main], { depth: 100 });
      const all = await openHistory(repo, [main], { depth: 200 });
      const more = await openHistory(repo, [main], { depth: 300 });
      expect([all.commitCount, more.commitCount]).toEqual([151, 151]);
      expect(more).toMatchObject({ isWhole: true, nextDepth: null });
    } finally {
      await rm(shallowFile);
    }
  });
});

describe("where Git does not give it", () => {
  const sent =
    (...parts: Buffer[]) =>
    (_: RecordedRequest, response: ServerResponse) =>
      void response.writeHead(200).end(Buffer.concat([pktLine("packfile\n"), ...parts]));
  const filler = makeObject("tree", Buffer.concat([Buffer.from("40000 x\0"), randomBytes(20)]));
  const pack = packBody([packEntry("tree", filler.content)]);

  it.each<[string, (request: RecordedRequest, response: ServerResponse) => void]>([
    [
      "429",
      (_, response) => sendError(response, 429, { code: 1, message: "slow down" }, { "retry-after": "3" }),
    ],
    ["a failure", (_, response) => void response.writeHead(500).end("no")],
    ["a hang-up", (_, response) => void response.destroy()],
    ["nothing", (_, response) => void response.writeHead(200).end()],
    ["a page of a gateway", (_, response) => void response.writeHead(200).end("<h1>Sign in</h1>")],
    ["a refusal", (_, response) => void response.writeHead(200).end(pktLine("ERR not our ref\n"))],
    ["other objects", sent(sideBand(1, pack), flushPkt)],
    ["no objects", sent(sideBand(1, packBody([])), flushPkt)],
    ["a pack that ends before its last object", sent(sideBand(1, packBody([], { count: 3 })), flushPkt)],
    ["an answer that breaks off", sent(sideBand(1, pack).subarray(0, 30))],
    ["its own error in the middle", sent(sideBand(1, pack.subarray(0, 20)), sideBand(3, Buffer.from("oom")))],
    ["files", sent(sideBand(1, packBody([packEntry("blob", Buffer.from("text"))])), flushPkt)],
  ])("the log of the API does: %s", async (_, misbehave) => {
    const repo = freshRepo();
    fakeApi.answerNext(isFetch, misbehave);
    const history = await openHistory(repo, [main]);
    expect(history).toMatchObject({ via: "api", isWhole: true, commitCount: 300 });
    expect(commitsBetween(history.graph, null, main)).toEqual(await git("rev-list", main));
    expect(history.commit(main)).toMatchObject({ hash: main, facts: null });
    // Not at once, and nothing of it is kept.
    expect((await openHistory(repo, [main])).via).toBe("api");
    expect(fetches()).toHaveLength(1);
    restart();
    expect((await openHistory(repo, [main])).via).toBe("git");
  });

  it("asks a remote without filters for no pack", async () => {
    await fakeApi.git(["config", "uploadpack.allowFilter", "false"]);
    const old = await tipOf(`${main}~270`);
    const history = await openHistory(freshRepo(), [old]);
    expect(history).toMatchObject({ via: "api", isWhole: true, commitCount: 30 });
    expect(fetches()).toHaveLength(0);
    expect(await readAll(pathLog(history.graph, old, history.entriesAt(["main-only"])))).toEqual(
      await git("log", "--format=%H", old, "--", "main-only"),
    );
  });

  it("tells what the API says where that fails too", async () => {
    await fakeApi.git(["config", "uploadpack.allowFilter", "false"]);
    fakeApi.answerNext(
      ({ path: at }) => at.endsWith("/log"),
      (_, response) => sendError(response, 404, { code: 10200, message: "Repository not found" }),
    );
    const gone = await openHistory(freshRepo(), [main]);
    expect(gone.commitCount).toBe(0);
    fakeApi.answerNext(
      ({ path: at }) => at.endsWith("/log"),
      (_, response) => sendError(response, 429, { code: 1, message: "slow down" }, { "retry-after": "1" }),
    );
    await expect(openHistory(freshRepo(), [main])).rejects.toMatchObject({ kind: "rate-limited" });
  });
});

describe("what is kept on disk", () => {
  const folder = path.join(dashboardFolder().folder, "history");
  const filesNow = async () => (await readdir(folder).catch(() => [])).map((name) => path.join(folder, name));

  /** The file that opening this repo makes. */
  async function keptFile(repo: ReturnType<typeof freshRepo>): Promise<string> {
    const before = new Set(await filesNow());
    await openHistory(repo, [main]);
    const [file = ""] = (await filesNow()).filter((name) => !before.has(name));
    return file;
  }

  it("is thrown away where it is damaged, at any place", async () => {
    const repo = freshRepo();
    const file = await keptFile(repo);
    const bytes = await readFile(file);
    for (const at of [3, 30, 200, Math.floor(bytes.length / 2), bytes.length - 1]) {
      const damaged = Buffer.from(bytes);
      damaged[at] = (damaged[at] ?? 0) ^ 1;
      await writeFile(file, damaged);
      restart();
      fakeApi.forgetRequests();
      expect(await openHistory(repo, [main])).toMatchObject({ via: "git", commitCount: 300 });
      expect(fetches(), `byte ${at}`).toHaveLength(1);
    }
    for (const length of [0, 10, bytes.length - 1]) {
      await writeFile(file, bytes.subarray(0, length));
      restart();
      fakeApi.forgetRequests();
      await openHistory(repo, [main]);
      expect(fetches(), `${length} bytes`).toHaveLength(1);
    }
  });

  it("is not taken for another repo, not even of the same name, or from under another's file name", async () => {
    const old = freshRepo();
    const oldFile = await keptFile(old);
    const anew = freshRepo();
    const newFile = await keptFile(anew);
    await rename(oldFile, newFile);
    restart();
    fakeApi.forgetRequests();
    await openHistory(anew, [main]);
    expect(fetches()).toHaveLength(1);
    expect(fetches()[0]?.body).not.toContain("have ");
  });

  it("goes with its repo", async () => {
    const repo = freshRepo();
    const file = await keptFile(repo);
    await forgetPack(repo.content);
    expect(await filesNow()).not.toContain(file);
    fakeApi.forgetRequests();
    await openHistory(repo, [main]);
    expect(fetches()).toHaveLength(1);
  });

  it("goes where it is too much, what was used longest ago first", async () => {
    const at = path.join(dashboardFolder().folder, "few");
    const pack = await openPack(freshRepo(), { tips: [main], depth: null, maxBytes: 1e7 });
    if (pack === null) throw new Error("no pack");
    const write = async (owner: string, maxBytes = 1e9) => {
      const before: string[] = await readdir(at).catch(() => []);
      await createHistoryStore(at, { maxBytes }).write(owner, pack);
      return path.join(at, (await readdir(at)).find((name) => !before.includes(name)) ?? "");
    };
    const a = await write("a");
    const b = await write("b");
    const left = `${b}.1-ab.part`;
    await writeFile(left, "half");
    const now = Date.now() / 1000;
    await utimes(a, now, now - 1000);
    await utimes(b, now, now - 500);
    await utimes(left, now, now - 5000);
    const store = createHistoryStore(at);
    expect((await store.read("a"))?.commitCount).toBe(300);
    const c = await write("c", (await stat(a)).size * 2.5);
    expect((await readdir(at)).toSorted()).toEqual([path.basename(a), path.basename(c)].toSorted());
    expect(await store.read("b")).toBeNull();
    expect((await store.read("c"))?.commitCount).toBe(300);
  });

  it("holds no secret, and is readable by its owner alone", async () => {
    const file = await keptFile(freshRepo());
    const text = await readFile(file, "latin1");
    for (const { secret } of fakeApi.tokens) expect(text).not.toContain(secret);
    expect((await stat(file)).mode & 0o077).toBe(0);
    expect((await stat(folder)).mode & 0o077).toBe(0);
    expect((await filesNow()).filter((name) => name.endsWith(".part"))).toEqual([]);
  });

  it("is done without where the folder cannot be written", async () => {
    await rm(folder, { recursive: true, force: true });
    await writeFile(folder, "in the way");
    try {
      const repo = freshRepo();
      expect(await openHistory(repo, [main])).toMatchObject({ via: "git", commitCount: 300 });
      fakeApi.forgetRequests();
      await openHistory(repo, [main]);
      expect(fakeApi.requests).toHaveLength(0);
    } finally {
      await rm(folder);
    }
  });
});
