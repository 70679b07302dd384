import "server-only";

/** Rejects once the reader has gone: code that waits for the stream to take more would wait for ever. */
export function untilClosed(stream: { once(event: "close", listener: () => void): unknown }): Promise<never> {
  const closed = new Promise<never>((_, reject) => {
    stream.once("close", () => reject(new Error("The archive is not wanted any more.")));
  });
  // Only a caller that waits needs it.
  closed.catch(() => undefined);
  return closed;
}
