import "server-only";
import type { TreeEntry } from "@/contract/content";
import { type ContentRepo, getBlob, getTree } from "@/lib/artifacts/content";
import { decodeText } from "@/lib/decoding/decode-text";
import type { Level } from "@/lib/paths/read-levels";

export interface Readme {
  name: string;
  /** Where it lies: below the directory shown when that is the root. */
  directory: string;
  text: string;
  isMarkdown: boolean;
  /** Only the beginning is there: the file is larger than is shown below a directory. */
  truncated: boolean;
}

export const readmeMaxBytes = 512 * 1024;

/** Best first. Markdown before plain text, as people expect when both are there. */
const markdownName = /^readme\.(md|markdown|mdown|mkd|mdwn)$/i;
const patterns = [
  markdownName,
  /^readme$/i,
  /^readme\.(txt|text|rst|rest|adoc|asciidoc|org|textile|pod|rdoc)$/i,
];

function readmeAmong(entries: readonly TreeEntry[]): TreeEntry | null {
  for (const pattern of patterns) {
    const found = entries.find(
      ({ type, name }) => (type === "blob" || type === "exec") && pattern.test(name),
    );
    if (found) return found;
  }
  return null;
}

/** Of a repo's root, as on GitHub: `.github` before the root itself, `docs` last. */
async function findReadme(
  repo: ContentRepo,
  { path, entries }: Level,
): Promise<{ entry: TreeEntry; directory: string } | null> {
  const own = readmeAmong(entries);
  if (path !== "") return own && { entry: own, directory: path };
  const below = async (name: string) => {
    const folder = entries.find((entry) => entry.name === name && entry.type === "tree");
    const entry = folder === undefined ? null : readmeAmong(await getTree(repo, folder.hash));
    return entry && { entry, directory: name };
  };
  // Beside one another: the last is seldom needed, and waited for then.
  const [first, last] = await Promise.all([below(".github"), own ? null : below("docs")]);
  return first ?? (own ? { entry: own, directory: "" } : last);
}

/** The README that belongs below a directory; null where there is none, or none that is text. */
export async function readReadme(repo: ContentRepo, level: Level): Promise<Readme | null> {
  const found = await findReadme(repo, level);
  if (found === null) return null;
  const { entry, directory } = found;
  const { bytes, truncated } = await getBlob(repo, entry.hash, { maxBytes: readmeMaxBytes });
  const decoded = decodeText(bytes, { path: entry.name });
  if (decoded === null) return null;
  return {
    name: entry.name,
    directory,
    text: decoded.text,
    isMarkdown: markdownName.test(entry.name),
    truncated,
  };
}
