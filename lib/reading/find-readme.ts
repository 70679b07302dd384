import "server-only";
import type { TreeEntry } from "@/contract/content";
import { type ContentRepo, getBlob, getTree } from "@/lib/artifacts/content";
import { decodeText } from "@/lib/decoding/decode-text";
import { followPath } from "@/lib/paths/follow-path";
import type { Level } from "@/lib/paths/read-levels";
import { readEncodings } from "./read-file-settings";

export interface Readme {
  name: string;
  /** Of the file its text is from: elsewhere than its own when it is a symlink. */
  path: string;
  /** That file's directory, from which relative links count. */
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
      ({ type, name }) => (type === "blob" || type === "exec" || type === "symlink") && pattern.test(name),
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

/** The README that belongs below a directory; null where there is none, or none that is text. A link is read at its end. */
export async function readReadme(
  repo: ContentRepo,
  rootTreeHash: string,
  level: Level,
): Promise<Readme | null> {
  const found = await findReadme(repo, level);
  if (found === null) return null;
  const own = [...found.directory.split("/"), found.entry.name].filter(Boolean);
  const end = found.entry.type === "symlink" ? await followPath(repo, rootTreeHash, own) : null;
  if (end !== null && (end.kind !== "found" || end.entry.kind !== "blob")) return null;
  const entry = end?.entry.kind === "blob" ? end.entry.entry : found.entry;
  const path = end?.path ?? own.join("/");
  const [{ bytes, truncated }, encodings] = await Promise.all([
    getBlob(repo, entry.hash, { maxBytes: readmeMaxBytes }),
    readEncodings(repo, rootTreeHash, path),
  ]);
  const decoded = decodeText(bytes, { path: entry.name, ...encodings });
  if (decoded === null) return null;
  return {
    name: found.entry.name,
    path,
    directory: path.split("/").slice(0, -1).join("/"),
    text: decoded.text,
    isMarkdown: markdownName.test(found.entry.name) || /\.(md|markdown|mdown|mkd|mdwn)$/i.test(entry.name),
    truncated,
  };
}
