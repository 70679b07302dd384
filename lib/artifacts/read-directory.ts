import "server-only";
import type { TreeEntry } from "@/contract/content";
import { decodeText } from "@/lib/format/decode-text";
import { type ContentRepo, getBlob, getTree } from "./content";

export interface Readme {
  name: string;
  text: string;
  isMarkdown: boolean;
  /** Only the beginning is there: the file is larger than is shown below a directory. */
  truncated: boolean;
}

export interface Directory {
  /** In Git's own order. */
  entries: TreeEntry[];
  readme: Readme | null;
}

export const readmeMaxBytes = 512 * 1024;

/** Best first. Markdown before plain text, as people expect when both are there. */
const readmePatterns = [/^readme\.(md|markdown|mdown|mkd)$/i, /^readme$/i, /^readme\.(txt|rst|adoc)$/i];

function findReadme(entries: TreeEntry[]): TreeEntry | null {
  for (const pattern of readmePatterns) {
    const found = entries.find(
      (entry) => (entry.type === "blob" || entry.type === "exec") && pattern.test(entry.name),
    );
    if (found) return found;
  }
  return null;
}

/** One level of a tree with the README in it, both by hash. A README that is not text is left out. */
export async function readDirectory(repo: ContentRepo, treeHash: string): Promise<Directory> {
  const entries = await getTree(repo, treeHash);
  const entry = findReadme(entries);
  if (entry === null) return { entries, readme: null };
  const { bytes, truncated } = await getBlob(repo, entry.hash, { maxBytes: readmeMaxBytes });
  const decoded = decodeText(bytes);
  if (decoded === null) return { entries, readme: null };
  const isMarkdown = readmePatterns[0]?.test(entry.name) ?? false;
  return { entries, readme: { name: entry.name, text: decoded.text, isMarkdown, truncated } };
}
