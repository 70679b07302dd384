/** A pattern of `.gitattributes` that gives files to Git LFS, and the directory it counts from. */
export interface LfsPattern {
  directory: string;
  pattern: string;
}

const patternMaxLength = 200;
const patternsMax = 100;

export function lfsPatterns(text: string, directory: string): LfsPattern[] {
  const patterns: LfsPattern[] = [];
  for (const line of text.split("\n")) {
    const [, pattern, attributes = ""] = /^\s*("[^"]+"|[^\s#]\S*)\s+(.*)$/.exec(line.slice(0, 1000)) ?? [];
    if (pattern === undefined || !/(^|\s)filter=lfs(\s|$)/.test(attributes)) continue;
    const bare = pattern.replace(/^"|"$/g, "");
    if (bare.length <= patternMaxLength && patterns.length < patternsMax) {
      patterns.push({ directory, pattern: bare });
    }
  }
  return patterns;
}

/** Whether a pattern takes the file: one without a slash by its name, wherever it lies; others by its path. */
export function isLfsPath(path: string, { directory, pattern }: LfsPattern): boolean {
  if (!pattern.includes("/")) return matches(path.slice(path.lastIndexOf("/") + 1), pattern);
  const below = directory === "" ? path : path.slice(directory.length + 1);
  return matches(below, pattern.replace(/^\//, ""));
}

/**
 * `*` and `?` stop at a slash, `**` does not; brackets count as themselves. Every place in the text is tried once for
 * every place in the pattern and no more, whatever a stranger wrote.
 */
function matches(text: string, pattern: string): boolean {
  const parts = pattern.match(/\*\*\/?|[\s\S]/g) ?? [];
  let places = new Set([0]);
  for (const part of parts) {
    const next = new Set<number>();
    for (const place of places) {
      if (part === "*" || part.startsWith("**")) {
        for (let end = place; end <= text.length; end += 1) {
          if (part !== "**/" || end === place || text[end - 1] === "/") next.add(end);
          if (part === "*" && text[end] === "/") break;
        }
      } else if (place < text.length && (part === "?" ? text[place] !== "/" : text[place] === part)) {
        next.add(place + 1);
      }
    }
    places = next;
  }
  return places.has(text.length);
}

const pointerHead = "version https://git-lfs.github.com/spec/";

/** The size of what an LFS pointer stands for; null when the text is none. */
export function lfsSizeBytes(text: string): number | null {
  if (!text.startsWith(pointerHead) || !/\noid sha256:[0-9a-f]{64}\n/.test(text)) return null;
  const [, digits] = /\nsize (\d{1,15})(\n|$)/.exec(text) ?? [];
  return digits === undefined ? null : Number(digits);
}
