import { z } from "zod";

/** One line of the list of a tree's files, as it goes to the browser: NDJSON in path order. A failure may take the place of the last line. */
export const pathLine = z.union([
  /** Names in one directory, which is empty for the root. A directory may come in several lines. */
  z.object({ directory: z.string(), names: z.array(z.string()) }),
  /** The last line. `next` is where the rest begins when there is more than is listed at once. */
  z.object({ end: z.enum(["complete", "limit"]), next: z.string().nullable() }),
]);
export type PathLine = z.infer<typeof pathLine>;

/** How many files are listed at once. */
export const listedFilesMax = 300_000;
/** And in how many directories: each is a call. */
export const listedDirectoriesMax = 50_000;

export function joinPath(directory: string, name: string): string {
  return directory === "" ? name : `${directory}/${name}`;
}
