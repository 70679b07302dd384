export type PreviewKind = "markdown" | "svg" | "table" | "notebook" | "json";

const kinds: [RegExp, PreviewKind][] = [
  [/\.(md|markdown|mdown|mkd)$/i, "markdown"],
  [/\.svg$/i, "svg"],
  [/\.(csv|tsv)$/i, "table"],
  [/\.ipynb$/i, "notebook"],
  [/\.(json|geojson|topojson|webmanifest|har|gltf)$|(^|\/)(composer|flake|deno|pipfile)\.lock$/i, "json"],
];

/** How a text file can be shown besides as its lines; null for most. */
export function previewKindOf(path: string): PreviewKind | null {
  return kinds.find(([pattern]) => pattern.test(path))?.[1] ?? null;
}

/** JSON is mostly opened as code; the others are written to be seen. */
export const defaultView = (kind: PreviewKind) => (kind === "json" ? "code" : "preview");
