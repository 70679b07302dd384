import type { GitHttpRequest } from "isomorphic-git";

/** What isomorphic-git sends: a few lines, never a pack. */
export async function collect(body: NonNullable<GitHttpRequest["body"]>): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** A whole answer, as isomorphic-git takes one. */
export async function* once(bytes: Uint8Array): AsyncIterableIterator<Uint8Array> {
  yield bytes;
}
