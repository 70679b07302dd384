import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { expect, it } from "vitest";
import { pktLine } from "@/gitformat/pkt-line";
import { PktError, PktReader } from "./pkt-reader";

/** A stream that gives one byte at a time, each in a turn of its own. */
function byteByByte(content: Buffer): Readable {
  async function* bytes(): AsyncGenerator<Buffer> {
    for (let at = 0; at < content.length; at += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      yield content.subarray(at, at + 1);
    }
  }
  return Readable.from(bytes(), { objectMode: false });
}

it("reads lines from any cut of the stream, and leaves what follows untouched", async () => {
  const long = "x".repeat(2000);
  const content = Buffer.concat([
    pktLine("one\n"),
    pktLine(long),
    Buffer.from("00040000"),
    Buffer.from("PACK rest"),
  ]);
  for (const stream of [byteByByte(content), Readable.from([content], { objectMode: false })]) {
    const lines = new PktReader(stream);
    expect(String(await lines.read())).toBe("one\n");
    expect(String(await lines.read())).toBe(long);
    expect(String(await lines.read())).toBe("");
    expect(await lines.read()).toBe("flush");
    lines.release();
    expect(String(await buffer(stream))).toBe("PACK rest");
  }
});

it("tells an end between lines from one within a line", async () => {
  const read = (text: string) => new PktReader(byteByByte(Buffer.from(text))).read();
  expect(await read("")).toBe("end");
  for (const text of ["00", "0009abc", "0001", "0002", "0003", "fff1", "xxxx", "-001"]) {
    await expect(read(text), text).rejects.toBeInstanceOf(PktError);
  }
});

it("fails when the stream is cut off", async () => {
  const stream = new Readable({ read() {} });
  stream.push("0009a");
  const reading = new PktReader(stream).read();
  stream.destroy(new Error("gone"));
  await expect(reading).rejects.toThrow("gone");
});
