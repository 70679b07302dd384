import { describe, expect, it } from "vitest";
import { bodyLengthHeader } from "./keep-content-length";
import { isNotModified, notModified, streamRaw } from "./raw-response";

const hash = "a".repeat(40);
const file = { fileName: "a.txt", hash, isPermalink: false, asDownload: false };
const asking = (headers: Record<string, string> = {}, method = "GET") =>
  new Request("http://localhost/", { headers, method });
const bytes = (...values: (number | string)[]) =>
  Buffer.concat(
    values.map((value) => (typeof value === "string" ? Buffer.from(value, "latin1") : Buffer.from([value]))),
  );

describe("streamRaw", () => {
  it("passes on every byte, in any chunks", async () => {
    const whole = Buffer.alloc(50_000, "abcdefg");
    for (const size of [1, 100, 4095, 4096, 4097, 50_000]) {
      let at = 0;
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          if (at >= whole.length) controller.close();
          else controller.enqueue(new Uint8Array(whole.subarray(at, at + size)));
          at += size;
        },
      });
      const response = await streamRaw(asking(), file, { body, sizeBytes: whole.length });
      expect(whole.equals(Buffer.from(await response.arrayBuffer()))).toBe(true);
    }
  });

  it("takes no more from the source than the reader asks for, and cancels it", async () => {
    let pulled = 0;
    let isCancelled = false;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(64 * 1024));
      },
      cancel() {
        isCancelled = true;
      },
    });
    const reader = (await streamRaw(asking(), file, { body, sizeBytes: null })).body?.getReader();
    await reader?.read();
    await reader?.cancel();
    expect(pulled).toBeLessThan(5);
    expect(isCancelled).toBe(true);
  });

  it("shuts raw content in", async () => {
    const { headers } = await streamRaw(asking(), file, { body: null, sizeBytes: 0 });
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-security-policy")).toMatch(/default-src 'none'.*; sandbox$/);
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
    expect(headers.get("etag")).toBe(`"${hash}"`);
    expect(headers.get("cache-control")).toBe("private, no-cache, no-transform");
    expect(headers.get("content-disposition")).toBeNull();
  });

  it("saves a PDF under its name, for no viewer opens one in a sandbox", async () => {
    const pdf = new Blob([new Uint8Array(bytes("%PDF-1.7", 0xff))]).stream();
    const { headers } = await streamRaw(
      asking(),
      { ...file, fileName: "a.pdf" },
      { body: pdf, sizeBytes: 9 },
    );
    expect(headers.get("content-disposition")).toContain('attachment; filename="a.pdf"');
  });

  it("is kept for ever under a commit hash only", async () => {
    expect(notModified({ ...file, isPermalink: true }).headers.get("cache-control")).toContain("immutable");
  });

  it.each([
    ["a.txt", `attachment; filename="a.txt"; filename*=UTF-8''a.txt`],
    ['q"uo\\te.txt', `attachment; filename="q_uo_te.txt"; filename*=UTF-8''q%22uo%5Cte.txt`],
    ["ü\r\nx: y", `attachment; filename="___x: y"; filename*=UTF-8''%C3%BC%0D%0Ax%3A%20y`],
    ["it's (1)*.md", `attachment; filename="it's (1)*.md"; filename*=UTF-8''it%27s%20%281%29%2A.md`],
    ["\ud800", `attachment; filename="_"; filename*=UTF-8''%EF%BF%BD`],
  ])("downloads %j under its own name", (fileName, header) => {
    const { headers } = notModified({ ...file, fileName, asDownload: true });
    expect(headers.get("content-disposition")).toBe(header);
  });
});

describe("a range", () => {
  const whole = Buffer.from(Array.from({ length: 20_000 }, (_, index) => index % 251));
  /** As a network gives it: in pieces that end anywhere. */
  const pieces = (announced = whole.length) => {
    let at = 0;
    let isCancelled = false;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (at >= whole.length) return controller.close();
        controller.enqueue(new Uint8Array(whole.subarray(at, at + 999)));
        at += 999;
      },
      cancel() {
        isCancelled = true;
      },
    });
    return { body, sizeBytes: announced, wasCancelled: () => isCancelled, received: () => at };
  };

  it.each([
    ["bytes=0-9", 0, 10],
    ["bytes=4090-4100", 4090, 11],
    ["bytes=998-999", 998, 2],
    ["bytes=12345-", 12345, 7655],
    ["bytes=-1", 19999, 1],
  ])("%s is those bytes, with their place and length", async (range, from, length) => {
    const response = await streamRaw(asking({ range }), file, pieces());
    expect(response.status).toBe(206);
    expect(response.headers.get("content-range")).toBe(`bytes ${from}-${from + length - 1}/20000`);
    expect(response.headers.get(bodyLengthHeader)).toBe(String(length));
    expect(response.headers.get("etag")).toBe(`"${hash}"`);
    const received = Buffer.from(await response.arrayBuffer());
    expect(received.equals(whole.subarray(from, from + length))).toBe(true);
  });

  it("is the end of what is received", async () => {
    const source = pieces();
    await (await streamRaw(asking({ range: "bytes=0-9" }), file, source)).arrayBuffer();
    expect(source.wasCancelled()).toBe(true);
    expect(source.received()).toBeLessThan(8000);
  });

  it("outside of the file is refused with its length", async () => {
    const source = pieces();
    const response = await streamRaw(asking({ range: "bytes=20000-" }), file, source);
    expect(response.status).toBe(416);
    expect(response.headers.get("content-range")).toBe("bytes */20000");
    expect(source.wasCancelled()).toBe(true);
  });

  it.each([
    ["several ranges", { range: "bytes=0-1,5-6" }],
    ["another version", { range: "bytes=0-1", "if-range": `"${"b".repeat(40)}"` }],
    ["a weak tag", { range: "bytes=0-1", "if-range": `W/"${hash}"` }],
    ["a date", { range: "bytes=0-1", "if-range": "Wed, 21 Oct 2026 07:28:00 GMT" }],
  ])("is the whole file where %s was asked for", async (_what, headers: Record<string, string>) => {
    const response = await streamRaw(asking(headers), file, pieces());
    expect(response.status).toBe(200);
    expect((await response.arrayBuffer()).byteLength).toBe(20_000);
  });

  it("counts with If-Range while the content is the same, and not for HEAD", async () => {
    const headers = { range: "bytes=0-1", "if-range": `"${hash}"` };
    expect((await streamRaw(asking(headers), file, pieces())).status).toBe(206);
    const head = await streamRaw(asking(headers, "HEAD"), file, pieces());
    expect(head.status).toBe(200);
    expect(head.headers.get(bodyLengthHeader)).toBe("20000");
    expect(head.body).toBeNull();
  });

  it("or file that ends too early breaks, and does not pass for whole", async () => {
    for (const headers of [undefined, { range: "bytes=19000-" }]) {
      const response = await streamRaw(asking(headers), file, pieces(20_001));
      await expect(response.arrayBuffer()).rejects.toThrow("fewer bytes");
    }
  });

  it("is not offered where the length is not known", async () => {
    const source = pieces();
    const response = await streamRaw(asking({ range: "bytes=0-9" }), file, { ...source, sizeBytes: null });
    expect(response.status).toBe(200);
    expect(response.headers.get("accept-ranges")).toBeNull();
    expect((await response.arrayBuffer()).byteLength).toBe(20_000);
  });
});

describe("isNotModified", () => {
  it.each([`"${hash}"`, `W/"${hash}"`, `"x", "${hash}"`, "*"])("knows %s", (tag) => {
    expect(isNotModified(asking({ "if-none-match": tag }), hash)).toBe(true);
  });
  it.each([`"${"b".repeat(40)}"`, hash, ""])("does not know %j", (tag) => {
    expect(isNotModified(asking({ "if-none-match": tag }), hash)).toBe(false);
  });
});
