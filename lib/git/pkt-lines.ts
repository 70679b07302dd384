import "server-only";
import { createByteQueue } from "@/gitformat/byte-queue";
import { ArtifactsError } from "@/lib/artifacts/artifacts-error";

const lengthDigits = 4;

/** A line as Git's protocol frames it (gitprotocol-common(5)); ASCII only. */
export const packet = (line: string) =>
  (line.length + lengthDigits).toString(16).padStart(lengthDigits, "0") + line;

function unknownForm(): ArtifactsError {
  return new ArtifactsError("upstream", "The Git remote answered in an unknown form.");
}

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
      const digits = bytes.toString("latin1", at, at + lengthDigits);
      if (!/^[0-9a-f]{4}$/i.test(digits) || digits === "0003") throw unknownForm();
      wantedBytes = Math.max(Number.parseInt(digits, 16), lengthDigits);
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
      // What the other channel says is for people who watch.
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
