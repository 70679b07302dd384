import type { ListedFile } from "./listed-file";
import { fullScore } from "./similarity";

export interface Rename {
  from: ListedFile;
  to: ListedFile;
  kind: "rename" | "copy";
  /** Percent, rounded down. */
  similarity: number;
}

/** A file that others may come from. */
export interface Source {
  file: ListedFile;
  /** Files that come from it; one that is still there counts as one of them. */
  uses: number;
}

/** What is known so far about where files come from. */
export interface RenameBook {
  readonly takesCopies: boolean;
  readonly sources: readonly Source[];
  /** Sources that more files may come from, and files of which nothing is known. */
  openSources(): Source[];
  openTargets(): ListedFile[];
  /** Notes that a file came from a source, unless it is known where it came from. */
  take(source: Source, target: ListedFile, score: number): void;
  renames(): Rename[];
}

export function createRenameBook(
  gone: readonly ListedFile[],
  copySources: readonly ListedFile[],
  come: readonly ListedFile[],
): RenameBook {
  const takesCopies = copySources.length > 0;
  const sources = [
    ...gone.map((file): Source => ({ file, uses: 0 })),
    ...copySources.map((file): Source => ({ file, uses: 1 })),
  ];
  if (takesCopies) sources.sort((a, b) => (a.file.path < b.file.path ? -1 : 1));
  const origins = new Map<ListedFile, { source: Source; score: number }>();

  return {
    takesCopies,
    sources,
    openSources: () => sources.filter(({ uses }) => takesCopies || uses === 0),
    openTargets: () => come.filter((target) => !origins.has(target)),
    take(source, target, score) {
      if (origins.has(target)) return;
      source.uses += 1;
      origins.set(target, { source, score });
    },
    renames() {
      const left = new Map(sources.map((source) => [source, source.uses]));
      return come.flatMap((to): Rename[] => {
        const origin = origins.get(to);
        if (!origin) return [];
        const { source, score } = origin;
        const usesLeft = (left.get(source) ?? 0) - 1;
        left.set(source, usesLeft);
        // Of several that come from a file that is gone the last one is the file itself.
        const kind = usesLeft > 0 ? "copy" : "rename";
        return [{ from: source.file, to, kind, similarity: Math.floor((score * 100) / fullScore) }];
      });
    },
  };
}
