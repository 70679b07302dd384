import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { commit as commitShape, treeEntry } from "@/contract/content";
import { envelopeOf } from "@/contract/envelope";
import { makeObject } from "@/gitformat/git-object";
import { writeTree } from "@/gitformat/write-tree";
import { publishObjects, type Seeded, startTestService, type TestService } from "@/server/test-service";

let service: TestService;
let seeded: Seeded;
const repo = "/namespaces/default/repos/content";
const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';

beforeAll(async () => {
  service = await startTestService();
  seeded = await service.seed("default", "content", {
    "README.md": "# Title\n",
    "page.html": "<script>alert(1)</script>\n",
    "drawing.svg": svg,
    "empty.txt": "",
    "nul.txt": "a\0b",
    "run.sh": { mode: "100755", content: "#!/bin/sh\n" },
    link: { mode: "120000", content: "README.md" },
    "src/deep/a b+c.ts": "export {};\n",
    "src-x": "sorts between src. and src/\n",
    "päth/ünï.txt": "umlauts\n",
  });
});
afterAll(() => service.stop());

const get = (path: string, headers: Record<string, string> = {}) =>
  service.call("GET", repo + path, { headers });

describe("commit and tree", () => {
  it("answers a commit with its parts", async () => {
    const answer = await get(`/commit/${seeded.commit}`);
    expect(answer.status).toBe(200);
    expect(answer.json().result).toEqual({
      hash: seeded.commit,
      treeHash: seeded.tree,
      message: "Add files",
      author: { name: "Ada Vance", email: "ada@example.com" },
      committer: { name: "Ada Vance", email: "ada@example.com" },
      parents: [],
      authoredAt: 1760000000,
      committedAt: 1760000000,
    });
    expect(answer.headers.get("cache-control")).toBe("private, max-age=31536000, immutable");
  });

  it("lists one level of a tree in Git's own order, with a type for each mode", async () => {
    const answer = await get(`/tree/${seeded.tree}`);
    const entries = z
      .array(z.object({ name: z.string(), mode: z.string(), type: z.string(), hash: z.string() }))
      .parse(answer.json().result);
    expect(entries.map(({ name, mode, type }) => [name, mode, type])).toEqual([
      ["README.md", "100644", "blob"],
      ["drawing.svg", "100644", "blob"],
      ["empty.txt", "100644", "blob"],
      ["link", "120000", "symlink"],
      ["nul.txt", "100644", "blob"],
      ["page.html", "100644", "blob"],
      ["päth", "40000", "tree"],
      ["run.sh", "100755", "exec"],
      ["src-x", "100644", "blob"],
      ["src", "40000", "tree"],
    ]);
    expect(entries[0]?.hash).toBe(seeded.blobs["README.md"]);
  });

  it("answers commit, tree and log exactly in the contract's shape", async () => {
    const shapes = {
      [`/commit/${seeded.commit}`]: z.strictObject(commitShape.shape),
      [`/tree/${seeded.tree}`]: z.array(z.strictObject(treeEntry.shape)),
      "/log": z.array(z.strictObject(commitShape.shape)),
    };
    for (const [path, shape] of Object.entries(shapes)) {
      const answer = await get(path);
      expect(answer.headers.get("content-type")).toBe("application/json; charset=utf-8");
      const body: unknown = JSON.parse(answer.bytes.toString("utf8"));
      expect(z.strictObject(envelopeOf(shape).shape).parse(body)).toEqual(body);
    }
  });

  it("answers a wide tree again from memory, but only to a repo that holds it", async () => {
    const names = Array.from({ length: 1500 }, (_, index) => `file-${index}`);
    const wide = await service.seed("default", "wide", Object.fromEntries(names.map((name) => [name, "x"])));
    const url = (name: string) => `/namespaces/default/repos/${name}/tree/${wide.tree}`;
    const [first, second] = [await service.call("GET", url("wide")), await service.call("GET", url("wide"))];
    expect(first.json().result).toHaveLength(1500);
    expect(second.bytes.equals(first.bytes)).toBe(true);
    expect(service.hosting.wideTrees.has(wide.tree)).toBe(true);
    const elsewhere = await service.call("GET", url("content"));
    expect([elsewhere.status, elsewhere.json().errors]).toEqual([
      404,
      [{ code: 10200, message: "Tree not found" }],
    ]);
    expect((await service.call("DELETE", "/namespaces/default/repos/wide")).status).toBe(202);
    expect((await service.call("GET", url("wide"))).status).toBe(404);
  });

  it.each([
    ["commit", "Commit not found"],
    ["tree", "Tree not found"],
    ["blob", "Blob not found"],
  ])("says that a %s is missing", async (kind, message) => {
    const answer = await get(`/${kind}/${"0".repeat(39)}1`);
    expect([answer.status, answer.json().errors]).toEqual([404, [{ code: 10200, message }]]);
  });

  it.each(["commit", "tree", "blob"])("refuses what is no hash of a %s", async (kind) => {
    const bad = [
      "main",
      "HEAD",
      seeded.commit.slice(0, 39),
      `${seeded.commit}0`,
      seeded.commit.toUpperCase(),
      "--all",
      "HEAD%5E",
    ];
    for (const hash of bad) {
      const answer = await get(`/${kind}/${hash}`);
      expect(answer.status).toBe(400);
      expect(answer.json().errors).toEqual([
        { code: 10100, message: "Invalid SHA-1 hash", source: { pointer: "/hash" } },
      ]);
    }
  });

  it("answers 500 with 10400 when the object is of another type", async () => {
    const blob = seeded.blobs["README.md"];
    for (const path of [
      `/commit/${seeded.tree}`,
      `/tree/${blob}`,
      `/blob/${seeded.commit}`,
      `/commit/${blob}`,
    ]) {
      const answer = await get(path);
      expect(answer.status).toBe(500);
      expect(answer.json().errors[0]?.code).toBe(10400);
    }
  });
});

describe("log", () => {
  it("answers commits newest first, from HEAD unless told otherwise", async () => {
    for (const query of ["", "?ref=HEAD", "?ref=main", "?ref=refs/heads/main", `?ref=${seeded.commit}`]) {
      const result = z.array(commitShape).parse((await get(`/log${query}`)).json().result);
      expect(result.map((commit) => commit.hash)).toEqual([seeded.commit]);
    }
  });

  it("answers no commits for an unknown ref and for an empty repo", async () => {
    await service.call("POST", "/namespaces/default/repos", { body: { name: "empty" } });
    const empty = await service.call("GET", "/namespaces/default/repos/empty/log");
    expect([empty.status, empty.json().result]).toEqual([200, []]);
    for (const ref of [
      "nope",
      "main~0",
      "main%5E",
      "--all",
      "@%7B-1%7D",
      ":%2Ftext",
      "a..b",
      "main%00",
      "%0A",
      "refs",
      "",
    ]) {
      const answer = await get(`/log?ref=${ref}`);
      expect([answer.status, answer.json().result]).toEqual([200, []]);
    }
  });

  it("clamps a limit over 1000 and skips what offset says", async () => {
    expect((await get("/log?limit=5000")).status).toBe(200);
    expect((await get("/log?offset=1")).json().result).toEqual([]);
  });

  it.each([
    ["limit=0", "/limit"],
    ["limit=-5", "/limit"],
    ["limit=x", "/limit"],
    ["offset=-1", "/offset"],
    ["offset=1.5", "/offset"],
  ])("refuses ?%s", async (query, pointer) => {
    const answer = await get(`/log?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.json().errors[0]).toMatchObject({ code: 10100, source: { pointer } });
  });

  it("walks every parent, and lets a branch win over a tag of its name", async () => {
    const { id } = await service.seed("default", "merges", { "a.txt": "a\n" });
    const tree = writeTree(new Map([["a.txt", { mode: "100644" as const, content: "b\n" }]]));
    const at = (time: number, parents: string[], message: string) => {
      const who = `A <a@example.com> ${time} +0000`;
      const lines = [
        `tree ${tree.at(-1)?.hash}`,
        ...parents.map((p) => `parent ${p}`),
        `author ${who}`,
        `committer ${who}`,
      ];
      return makeObject("commit", Buffer.from(`${lines.join("\n")}\n\n${message}\n`));
    };
    const root = at(1000, [], "root");
    const left = at(3000, [root.hash], "left");
    const right = at(2000, [root.hash], "right");
    const merge = at(4000, [left.hash, right.hash], "merge");
    await publishObjects(service.hosting, id, [...tree, root, left, right, merge], {
      "refs/heads/both": merge.hash,
      "refs/tags/both": root.hash,
    });
    const answer = await service.call("GET", "/namespaces/default/repos/merges/log?ref=both");
    const messages = z
      .array(commitShape)
      .parse(answer.json().result)
      .map((commit) => commit.message);
    expect(messages).toEqual(["merge", "left", "right", "root"]);
    const raw = await service.call("GET", "/namespaces/default/repos/merges/log?ref=both&limit=2&offset=1");
    expect(
      z
        .array(commitShape)
        .parse(raw.json().result)
        .map((commit) => commit.message),
    ).toEqual(["left", "right"]);
  });
});

describe("blob, file and raw", () => {
  it("sends a blob's bytes with their length, to be kept forever", async () => {
    const hash = seeded.blobs["README.md"];
    const answer = await get(`/blob/${hash}`);
    expect(answer.status).toBe(200);
    expect(answer.bytes.toString()).toBe("# Title\n");
    expect(answer.headers.get("content-type")).toBe("application/octet-stream");
    expect(answer.headers.get("content-length")).toBe("8");
    expect(answer.headers.get("etag")).toBe(`"${hash}"`);
    expect(answer.headers.get("cache-control")).toBe("private, max-age=31536000, immutable");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  });

  it("answers 304 to who has the bytes already", async () => {
    const etag = `"${seeded.blobs["README.md"]}"`;
    for (const path of [
      `/blob/${seeded.blobs["README.md"]}`,
      "/file?path=README.md",
      "/raw/main/README.md",
    ]) {
      for (const header of [etag, `W/${etag}`, `"x", ${etag}`, "*"]) {
        const answer = await get(path, { "if-none-match": header });
        expect([answer.status, answer.bytes.length]).toEqual([304, 0]);
      }
      expect((await get(path, { "if-none-match": '"other"' })).status).toBe(200);
    }
  });

  it("sends the headers alone to HEAD", async () => {
    for (const path of [
      `/blob/${seeded.blobs["README.md"]}`,
      "/file?path=README.md",
      "/raw/main/README.md",
    ]) {
      const answer = await service.call("HEAD", repo + path);
      expect([answer.status, answer.bytes.length]).toEqual([200, 0]);
      expect(answer.headers.get("content-length")).toBe("8");
    }
  });

  it("sends a file by ref and path, as octets", async () => {
    for (const query of [
      "?ref=main&path=README.md",
      "?path=README.md",
      `?ref=${seeded.commit}&path=README.md`,
    ]) {
      const answer = await get(`/file${query}`);
      expect([answer.status, answer.bytes.toString()]).toEqual([200, "# Title\n"]);
      expect(answer.headers.get("content-type")).toBe("application/octet-stream");
    }
    expect((await get("/file?path=src/deep/a+b%2Bc.ts")).bytes.toString()).toBe("export {};\n");
    expect((await get(`/file?path=${encodeURIComponent("päth/ünï.txt")}`)).bytes.toString()).toBe(
      "umlauts\n",
    );
    expect((await get("/raw/main/src/deep/a%20b+c.ts")).bytes.toString()).toBe("export {};\n");
    expect((await get(`/raw/main/${encodeURI("päth/ünï.txt")}`)).bytes.toString()).toBe("umlauts\n");
    expect((await get("/raw/main/src%2Fdeep%2Fa%20b+c.ts")).bytes.toString()).toBe("export {};\n");
  });

  it.each([
    "README.md/",
    "/README.md",
    "./README.md",
    "../README.md",
    "src/../README.md",
    "src",
    "src/",
    "src//deep",
    "readme.md",
    "nope",
    "README.md%00",
    "%ff%fe",
    "link/README.md",
    "x".repeat(5000),
  ])("finds no file at %s", async (path) => {
    // A client folds `..` in a path unless its slash is encoded.
    for (const url of [`/file?path=${path}`, `/raw/main/${path.replaceAll("/", "%2F")}`]) {
      const answer = await get(url);
      expect([answer.status, answer.json().errors]).toEqual([
        404,
        [{ code: 10200, message: "File not found" }],
      ]);
    }
  });

  it("finds no file at an unknown ref, nor below an empty path", async () => {
    for (const path of [
      "/file?ref=nope&path=README.md",
      "/raw/nope/README.md",
      "/raw/main~0/README.md",
      "/raw/main/",
    ]) {
      expect((await get(path)).json().errors).toEqual([{ code: 10200, message: "File not found" }]);
    }
  });

  it("wants a path", async () => {
    for (const query of ["", "?ref=main", "?path="]) {
      const answer = await get(`/file${query}`);
      expect(answer.status).toBe(400);
      expect(answer.json().errors[0]).toMatchObject({ code: 10100, source: { pointer: "/path" } });
    }
  });

  it("takes a ref with slashes as one encoded segment", async () => {
    const { id } = await service.seed("default", "slashes", { "a.txt": "main\n" });
    const tree = writeTree(new Map([["a.txt", { mode: "100644" as const, content: "feature\n" }]]));
    const who = "A <a@example.com> 1000 +0000";
    const commit = makeObject(
      "commit",
      Buffer.from(`tree ${tree.at(-1)?.hash}\nauthor ${who}\ncommitter ${who}\n\nx\n`),
    );
    await publishObjects(service.hosting, id, [...tree, commit], { "refs/heads/feature/a/b": commit.hash });
    const found = await service.call("GET", "/namespaces/default/repos/slashes/raw/feature%2Fa%2Fb/a.txt");
    expect(found.bytes.toString()).toBe("feature\n");
    const file = await service.call(
      "GET",
      "/namespaces/default/repos/slashes/file?ref=feature/a/b&path=a.txt",
    );
    expect(file.bytes.toString()).toBe("feature\n");
    const split = await service.call("GET", "/namespaces/default/repos/slashes/raw/feature/a/b/a.txt");
    expect(split.status).toBe(404);
  });

  it("reads a path whose bytes are not UTF-8", async () => {
    const { id } = await service.seed("default", "bytes", { "a.txt": "a\n" });
    const blob = makeObject("blob", Buffer.from("latin\n"));
    const name = Buffer.from([0x63, 0x61, 0x66, 0xe9]);
    const tree = makeObject(
      "tree",
      Buffer.concat([Buffer.from("100644 "), name, Buffer.from([0]), Buffer.from(blob.hash, "hex")]),
    );
    const who = "A <a@example.com> 1000 +0000";
    const commit = makeObject(
      "commit",
      Buffer.from(`tree ${tree.hash}\nauthor ${who}\ncommitter ${who}\n\nx\n`),
    );
    await publishObjects(service.hosting, id, [blob, tree, commit], { "refs/heads/latin": commit.hash });
    const base = "/namespaces/default/repos/bytes";
    expect((await service.call("GET", `${base}/raw/latin/caf%e9`)).bytes.toString()).toBe("latin\n");
    expect((await service.call("GET", `${base}/file?ref=latin&path=caf%e9`)).bytes.toString()).toBe(
      "latin\n",
    );
    expect((await service.call("GET", `${base}/raw/latin/caf%c3%a9`)).status).toBe(404);
  });

  it("calls text what is text, whatever the file's name says", async () => {
    for (const path of ["README.md", "page.html", "drawing.svg", "empty.txt", "run.sh", "link"]) {
      const answer = await get(`/raw/main/${path}`);
      expect([path, answer.headers.get("content-type")]).toEqual([path, "text/plain; charset=utf-8"]);
      expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
      expect(answer.headers.get("content-security-policy")).toContain("sandbox");
    }
    expect((await get("/raw/main/nul.txt")).headers.get("content-type")).toBe("application/octet-stream");
  });

  it("sniffs images and large files from their first bytes and sends them whole", async () => {
    const png = Buffer.from(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
      "base64",
    );
    const files: [string, Buffer, string][] = [
      ["a.png", png, "image/png"],
      [
        "a.gif",
        Buffer.concat([Buffer.from("GIF89a"), Buffer.from([1, 0, 1, 0, 0x80, 0, 0, 0xff, 0xff])]),
        "image/gif",
      ],
      [
        "a.pdf",
        Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.from([0xff, 0xfe])]),
        "application/octet-stream",
      ],
      ["latin.txt", Buffer.from([0x63, 0xe9, 0x0a]), "application/octet-stream"],
      // A two-byte character lies across every even boundary.
      ["umlauts.txt", Buffer.from(`x${"ä".repeat(400_000)}\n`), "text/plain; charset=utf-8"],
      ["noise.bin", randomBytes(3_000_000), "application/octet-stream"],
    ];
    const { id } = await service.seed("default", "images", { "a.txt": "a\n" });
    const blobs = files.map(([name, content]) => ({ name, blob: makeObject("blob", content) }));
    blobs.sort((a, b) => (a.name < b.name ? -1 : 1));
    const tree = makeObject(
      "tree",
      Buffer.concat(
        blobs.map(({ name, blob }) =>
          Buffer.concat([Buffer.from(`100644 ${name}\0`), Buffer.from(blob.hash, "hex")]),
        ),
      ),
    );
    const who = "A <a@example.com> 1000 +0000";
    const commit = makeObject(
      "commit",
      Buffer.from(`tree ${tree.hash}\nauthor ${who}\ncommitter ${who}\n\nx\n`),
    );
    await publishObjects(service.hosting, id, [...blobs.map(({ blob }) => blob), tree, commit], {
      "refs/heads/bin": commit.hash,
    });
    const sha = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
    for (const [name, content, type] of files) {
      const answer = await service.call("GET", `/namespaces/default/repos/images/raw/bin/${name}`);
      expect([name, answer.headers.get("content-type")]).toEqual([name, type]);
      expect(answer.headers.get("content-length")).toBe(String(content.length));
      expect(sha(answer.bytes)).toBe(sha(content));
      const head = await service.call("HEAD", `/namespaces/default/repos/images/raw/bin/${name}`);
      expect([head.headers.get("content-type"), head.headers.get("content-length")]).toEqual([
        type,
        String(content.length),
      ]);
    }
  });

  it("says that the repo is missing before anything else", async () => {
    for (const path of [
      "log",
      `commit/${seeded.commit}`,
      `tree/${seeded.tree}`,
      `blob/${seeded.tree}`,
      "file?path=a",
      "raw/main/a",
      "tokens",
    ]) {
      const answer = await service.call("GET", `/namespaces/default/repos/nope/${path}`);
      expect([answer.status, answer.json().errors[0]?.message]).toEqual([404, "Repository not found"]);
    }
  });
});
