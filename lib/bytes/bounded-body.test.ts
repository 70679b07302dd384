import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { readAtMost } from "./bounded-body";

const chunks = ["abc", "def", "gh"].map((text) => Buffer.from(text));
const readable = () => Readable.from(chunks);
const textOf = ({ bytes }: { bytes: Uint8Array }) => Buffer.from(bytes).toString();

test("a body up to its bound is whole, whatever it comes as", async () => {
  for (const body of [Readable.toWeb(readable()), readable(), new Blob(chunks).stream()]) {
    const read = await readAtMost(body as ReadableStream<Uint8Array>, 8);
    expect(read.truncated).toBe(false);
    expect(textOf(read)).toBe("abcdefgh");
  }
  expect(await readAtMost(null, 8)).toEqual({ bytes: new Uint8Array(), truncated: false });
});

test("of a longer one comes the beginning, and the rest is not received", async () => {
  let isCancelled = false;
  const web = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(4)),
    cancel: () => {
      isCancelled = true;
    },
  });
  expect(await readAtMost(web, 10)).toEqual({ bytes: new Uint8Array(10), truncated: true });
  expect(isCancelled).toBe(true);

  const stream = readable();
  const read = await readAtMost(stream, 4);
  expect([textOf(read), read.truncated, stream.destroyed]).toEqual(["abcd", true, true]);
});

test("a body that breaks off is a failure, not an end", async () => {
  const broken = () =>
    new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new Uint8Array(4)),
      pull: (controller) => controller.error(new Error("broken off")),
    });
  await expect(readAtMost(broken(), 10)).rejects.toThrow("broken off");
  await expect(readAtMost(Readable.fromWeb(broken() as never), 10)).rejects.toThrow("broken off");
});
