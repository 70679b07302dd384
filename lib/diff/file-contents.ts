import { isRegular, type ListedFile } from "./listed-file";
import { type ChunkCounts, canReach, countChunks, similarity } from "./similarity";

export interface FileContents {
  /** Has the contents of these files at hand, as far as they can be read. */
  load(files: readonly ListedFile[]): Promise<void>;
  /** How alike two files are that were loaded, 0 where that is less than `least`, or not known. */
  compare(one: ListedFile, other: ListedFile, least: number): number;
}

const readsAtOnce = 8;

/** Contents as far as they are compared: their chunks, by hash, each read once. */
export function createFileContents(
  read: (hash: string) => Promise<Uint8Array | null>,
  giveTurn: () => Promise<void> | undefined,
): FileContents {
  const known = new Map<string, ChunkCounts | null>();
  const sizeOf = (file: ListedFile) => known.get(file.hash)?.size ?? file.size;

  return {
    async load(files) {
      const hashes = new Set(files.filter(isRegular).map(({ hash }) => hash));
      for (const hash of known.keys()) hashes.delete(hash);
      const left = hashes.values();
      const visit = async () => {
        for (const hash of left) {
          const bytes = await read(hash);
          known.set(hash, bytes && (await countChunks(bytes, giveTurn)));
        }
      };
      await Promise.all(Array.from({ length: readsAtOnce }, visit));
    },

    compare(one, other, least) {
      if (!isRegular(one) || !isRegular(other)) return 0;
      const [size, otherSize] = [sizeOf(one), sizeOf(other)];
      if (size !== undefined && otherSize !== undefined && !canReach(least, size, otherSize)) return 0;
      const [chunks, otherChunks] = [known.get(one.hash), known.get(other.hash)];
      if (!chunks || !otherChunks) return 0;
      const score = similarity(chunks, otherChunks);
      return score < least ? 0 : score;
    },
  };
}
