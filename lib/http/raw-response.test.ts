import { describe, expect, it } from "vitest";
import { isNotModified, notModified, streamRaw } from "./raw-response";
import { sniffContentType } from "./sniff-content";

const hash = "a".repeat(40);
const file = { fileName: "a.txt", hash, isPermalink: false, asDownload: false };
const bytes = (...values: (number | string)[]) =>
  Buffer.concat(
    values.map((value) => (typeof value === "string" ? Buffer.from(value, "latin1") : Buffer.from([value]))),
  );

describe("sniffContentType", () => {
  it.each([
    ["x.png", bytes(0x89, "PNG\r\n", 0x1a, "\n..."), "image/png"],
    ["x", bytes(0xff, 0xd8, 0xff, 0xe0), "image/jpeg"],
    ["x", bytes("GIF89a", 1), "image/gif"],
    ["x", bytes("RIFF", 1, 2, 3, 4, "WEBPVP8 "), "image/webp"],
    ["x", bytes(0, 0, 0, 32, "ftypavif"), "image/avif"],
    ["x.ico", bytes(0, 0, 1, 0, 1), "image/x-icon"],
    ["x.bmp", bytes("BM", 0xff, 0, 0), "image/bmp"],
    ["x.txt", bytes("BM is a text"), "text/plain; charset=utf-8"],
    ["x.html", bytes("<script>alert(1)</script>"), "text/plain; charset=utf-8"],
    ["x.js", bytes("alert(1)"), "text/plain; charset=utf-8"],
    ["x.svg", bytes("<svg xmlns='http://www.w3.org/2000/svg'/>"), "image/svg+xml"],
    ["x.svg", bytes("<svg", 0), "application/octet-stream"],
    ["x.pdf", bytes("%PDF-1.7", 0xff), "application/octet-stream"],
    ["x.txt", bytes("latin-1: ", 0xe4, "."), "application/octet-stream"],
    ["x.wasm", bytes(0, "asm"), "application/octet-stream"],
    ["empty", bytes(), "text/plain; charset=utf-8"],
  ])("%s with %j", (name, start, type) => {
    expect(sniffContentType(name, start, true)).toBe(type);
  });

  it("lets a character be cut in two by the end of what it sees", () => {
    const cut = bytes("text ", 0xc3);
    expect(sniffContentType("x", cut, false)).toBe("text/plain; charset=utf-8");
    expect(sniffContentType("x", cut, true)).toBe("application/octet-stream");
  });
});

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
      const response = await streamRaw(file, body);
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
    const reader = (await streamRaw(file, body)).body?.getReader();
    await reader?.read();
    await reader?.cancel();
    expect(pulled).toBeLessThan(5);
    expect(isCancelled).toBe(true);
  });

  it("shuts raw content in", async () => {
    const { headers } = await streamRaw(file, null);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-security-policy")).toMatch(/default-src 'none'.*; sandbox$/);
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
    expect(headers.get("etag")).toBe(`"${hash}"`);
    expect(headers.get("cache-control")).toBe("private, no-cache");
    expect(headers.get("content-disposition")).toBeNull();
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

describe("isNotModified", () => {
  const asking = (tag: string) => new Request("http://localhost/", { headers: { "if-none-match": tag } });
  it.each([`"${hash}"`, `W/"${hash}"`, `"x", "${hash}"`, "*"])("knows %s", (tag) => {
    expect(isNotModified(asking(tag), hash)).toBe(true);
  });
  it.each([`"${"b".repeat(40)}"`, hash, ""])("does not know %j", (tag) => {
    expect(isNotModified(asking(tag), hash)).toBe(false);
  });
});
