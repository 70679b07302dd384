import "server-only";
import { createByteQueue } from "@/gitformat/byte-queue";
import { readPktLength } from "@/gitformat/pkt-line";
import { ArtifactsError } from "@/lib/artifacts/artifacts-error";

const lengthDigits = 4;

/** The payloads of framed lines as they come; flush and its kind are left out. */
export async function* readLines(body: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const queue = createByteQueue();
  let wantedBytes = lengthDigits;
  for await (const chunk of body) {
    queue.add(chunk);
    if (queue.length < wantedBytes) continue;
    const bytes = queue.look();
    let at = 0;
    for (wantedBytes = lengthDigits; at + wantedBytes <= bytes.length; wantedBytes = lengthDigits) {
      const length = readPktLength(bytes, at);
      if (length === null)
        throw new ArtifactsError("upstream", "The Git remote answered in an unknown form.");
      wantedBytes = Math.max(length, lengthDigits);
      if (at + wantedBytes > bytes.length) break;
      if (wantedBytes > lengthDigits) yield bytes.subarray(at + lengthDigits, at + wantedBytes);
      at += wantedBytes;
    }
    queue.drop(at);
  }
  if (queue.length > 0) throw new ArtifactsError("upstream", "The answer of the Git remote breaks off.");
}

const packChannel = 1;
const errorChannel = 3;

/** The bytes of the pack in the answer to a fetch of Git's second protocol. */
export async function* readPackBytes(body: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let isPack = false;
  for await (const line of readLines(body)) {
    if (isPack) {
      // The other channel carries progress messages for users.
      if (line[0] === errorChannel) throw new ArtifactsError("upstream", "The Git remote gave up.");
      if (line[0] === packChannel) yield line.subarray(1);
      continue;
    }
    const text = line.toString("latin1", 0, 16);
    // Its own words may be anything: they are not passed on.
    if (text.startsWith("ERR ")) throw new ArtifactsError("upstream", "The Git remote refuses.");
    isPack = text.trimEnd() === "packfile";
  }
  if (!isPack) throw new ArtifactsError("upstream", "The Git remote did not send what it was asked for.");
}
