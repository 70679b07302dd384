import "server-only";
import type { TreeEntry } from "@/contract/content";
import { type DecodedText, decodeText } from "@/lib/format/decode-text";
import { type ContentRepo, getBlob } from "./content";
import type { FoundEntry } from "./find-entry";

/** What a file page shows. `sizeBytes` is null where the remote did not say. */
export type FileContent =
  | ({ kind: "text"; entry: TreeEntry; sizeBytes: number } & DecodedText)
  | { kind: "image" | "binary"; entry: TreeEntry; sizeBytes: number | null }
  | { kind: "too-large"; entry: TreeEntry; sizeBytes: number | null }
  | { kind: "symlink"; entry: TreeEntry; target: string }
  | { kind: "submodule"; entry: TreeEntry };

/** Beyond this a file is not drawn as text, only offered raw. */
export const textMaxBytes = 2 * 1024 * 1024;
const symlinkMaxBytes = 4096;

/** What the raw route serves as an image; everything else would be shown broken. */
const imagePattern = /\.(png|jpe?g|gif|webp|avif|bmp|ico|svg)$/i;

/** The content of a found file, by hash. Images are not fetched: the page's own `<img>` does that. */
export async function readFile(
  repo: ContentRepo,
  found: Exclude<FoundEntry, { kind: "tree" }>,
  path: string,
): Promise<FileContent> {
  const { entry } = found;
  if (found.kind === "gitlink") return { kind: "submodule", entry };
  if (found.kind === "symlink") {
    const { bytes } = await getBlob(repo, entry.hash, { maxBytes: symlinkMaxBytes });
    return { kind: "symlink", entry, target: decodeText(bytes)?.text ?? "" };
  }
  const { bytes, sizeBytes, truncated } = await getBlob(repo, entry.hash, { maxBytes: textMaxBytes });
  const decoded = decodeText(bytes);
  if (imagePattern.test(path) && (decoded === null || /\.svg$/i.test(path))) {
    return { kind: "image", entry, sizeBytes };
  }
  if (decoded === null) return { kind: "binary", entry, sizeBytes };
  if (truncated) return { kind: "too-large", entry, sizeBytes };
  return { kind: "text", entry, sizeBytes: bytes.byteLength, ...decoded };
}
