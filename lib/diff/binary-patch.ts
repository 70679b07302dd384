import "server-only";
import { promisify } from "node:util";
import { deflate } from "node:zlib";
import { createTurns } from "@/lib/process/give-turns";
import { base85LineBytes, base85Lines } from "./base85-lines";

const deflated = promisify(deflate);
const pieceBytes = base85LineBytes * 1000;

/** Both contents whole, so that the patch can be applied either way. */
export async function* binaryPatch(before: Uint8Array, after: Uint8Array): AsyncGenerator<Buffer> {
  const giveTurn = createTurns();
  yield Buffer.from("GIT binary patch\n");
  for (const content of [after, before]) {
    yield Buffer.from(`literal ${content.length}\n`);
    const packed = await deflated(content);
    for (let at = 0; at < packed.length; at += pieceBytes) {
      yield Buffer.from(base85Lines(packed.subarray(at, at + pieceBytes)));
      await giveTurn();
    }
    yield Buffer.from("\n");
  }
}
