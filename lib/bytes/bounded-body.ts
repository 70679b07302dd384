/** Reads at most `maxBytes` of a body and ends it there; `truncated` says whether there was more. */
export async function readAtMost(
  body: ReadableStream<Uint8Array> | AsyncIterable<Uint8Array> | null,
  maxBytes: number,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; truncated: boolean }> {
  if (body === null) return { bytes: new Uint8Array(), truncated: false };
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of "getReader" in body ? chunksOf(body) : body) {
    chunks.push(chunk);
    length += chunk.byteLength;
    if (length > maxBytes) break;
  }
  const truncated = length > maxBytes;
  const bytes = new Uint8Array(truncated ? maxBytes : length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk.subarray(0, bytes.byteLength - at), at);
    at += chunk.byteLength;
    if (at >= bytes.byteLength) break;
  }
  return { bytes, truncated };
}

/** Not every browser iterates over its streams. */
async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    // One that has failed refuses.
    await reader.cancel().catch(() => undefined);
  }
}
