import "server-only";

/** Reads at most `maxBytes` of a body and cancels the rest; `truncated` says whether there was more. */
export async function readAtMost(
  body: ReadableStream<Uint8Array> | null,
  maxBytes: number,
): Promise<{ bytes: Uint8Array; truncated: boolean }> {
  if (body === null) return { bytes: new Uint8Array(), truncated: false };
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    length += value.byteLength;
    if (length > maxBytes) {
      await reader.cancel();
      break;
    }
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
