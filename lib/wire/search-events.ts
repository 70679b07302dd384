import { z } from "zod";
import { pathFilterMaxChars } from "@/lib/globs/path-filter";

export const searchTextMaxChars = 500;

const flag = z
  .enum(["1", ""])
  .optional()
  .transform((value) => value === "1");

/** What is searched for, as it stands in a URL. */
export const searchQuery = z.object({
  /** A line feed cannot be found: the search goes line by line. */
  q: z.string().max(searchTextMaxChars, `must be at most ${searchTextMaxChars} characters`),
  case: flag,
  regex: flag,
  path: z.string().max(pathFilterMaxChars, `must be at most ${pathFilterMaxChars} characters`).default(""),
});
export type SearchQuery = z.infer<typeof searchQuery>;

/** What a search has looked at. */
export const searchCounts = z.object({
  /** Files read and searched. */
  files: z.number().int(),
  bytes: z.number().int(),
  /** Left out: not text, by content or by name. */
  binary: z.number().int(),
  /** Left out: larger than is searched. */
  large: z.number().int(),
  /** Given up: matching took too long. */
  slow: z.number().int(),
  /** Left out: Artifacts could not give them. */
  unreadable: z.number().int(),
  /** Lines that match, those not shown included. */
  hits: z.number().int(),
});
export type SearchCounts = z.infer<typeof searchCounts>;

export const noCounts: SearchCounts = {
  files: 0,
  bytes: 0,
  binary: 0,
  large: 0,
  slow: 0,
  unreadable: 0,
  hits: 0,
};

const hitLine = z.object({
  number: z.number().int(),
  /** Without its line end; of a long line the part around the first hit. */
  text: z.string(),
  /** From and to of each hit in `text`, in UTF-16 units. None: the line is there for context. */
  marks: z.array(z.tuple([z.number().int(), z.number().int()])),
  isCutBefore: z.boolean(),
  isCutAfter: z.boolean(),
});
export type HitLine = z.infer<typeof hitLine>;

const fileHits = z.object({
  path: z.string(),
  lines: z.array(hitLine),
  /** Lines that match in the whole file. */
  hits: z.number().int(),
  /** How many of them are among `lines`. */
  shown: z.number().int(),
});
export type FileHits = z.infer<typeof fileHits>;

/** Why a search ended. All but `done` leave something to continue with. */
const endReason = z.enum(["done", "hits", "files", "bytes", "time", "too-slow", "directories"]);
export type EndReason = z.infer<typeof endReason>;

/** One line of a search's answer: NDJSON in path order; the last may be a failure. `next` is where to continue. */
export const searchEvent = z.union([
  z.object({ file: fileHits, next: z.string().nullable() }),
  z.object({ progress: searchCounts, next: z.string().nullable() }),
  z.object({
    end: endReason,
    counts: searchCounts,
    next: z.string().nullable(),
    /** Whether the expression also matches nothing at all, which is not shown as a hit. */
    matchesEmpty: z.boolean(),
  }),
]);
export type SearchEvent = z.infer<typeof searchEvent>;

/** Bounds of one run; the screen says them. */
export const searchLimits = {
  files: 5_000,
  bytes: 64_000_000,
  directories: 20_000,
  /** Lines shown. */
  hits: 500,
  hitsPerFile: 20,
  fileBytes: 1_000_000,
  timeMs: 20_000,
} as const;
