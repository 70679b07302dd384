import "server-only";
import { createTurns } from "@/lib/process/give-turns";

const stepBytes = 1024 * 1024;

/** As `Buffer.concat`, which would hold the event loop for too long where there are many megabytes. */
export async function joinInTurns(parts: readonly Buffer[]): Promise<Buffer> {
  const giveTurn = createTurns();
  const joined = Buffer.allocUnsafeSlow(parts.reduce((sum, { length }) => sum + length, 0));
  let to = 0;
  for (const part of parts) {
    for (let at = 0; at < part.length; at += stepBytes) {
      to += part.copy(joined, to, at, at + stepBytes);
      await giveTurn();
    }
  }
  return joined;
}
