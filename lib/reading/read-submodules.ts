import "server-only";
import type { TreeEntry } from "@/contract/content";
import { ArtifactsError } from "@/lib/artifacts/artifacts-error";
import { type ContentRepo, getBlob } from "@/lib/artifacts/content";
import { decodeText } from "@/lib/decoding/decode-text";
import { submoduleUrls } from "./git-modules";
import { submodulePage } from "./submodule-page";

/** Of a larger `.gitmodules` so much is read. */
const settingsMaxBytes = 256 * 1024;

/** A repo and the remote against which addresses in its `.gitmodules` count. */
export interface SubmoduleRepo {
  content: ContentRepo;
  remote: string;
}

/** The page of a submodule at a path and commit, null where none can be linked; by the `.gitmodules` among the root's entries. */
export async function readSubmodules(
  { content, remote }: SubmoduleRepo,
  rootEntries: readonly TreeEntry[],
): Promise<(path: string, commitHash: string) => string | null> {
  const urls = await readUrls(content, rootEntries);
  return (path, commitHash) => {
    const url = urls.get(path);
    return url === undefined ? null : submodulePage({ url, commitHash, remote });
  };
}

/** What cannot be read says nothing. Git reads none through a link. */
async function readUrls(
  content: ContentRepo,
  rootEntries: readonly TreeEntry[],
): Promise<Map<string, string>> {
  const file = rootEntries.find(
    ({ name, type }) => name === ".gitmodules" && (type === "blob" || type === "exec"),
  );
  if (file === undefined) return new Map();
  try {
    const { bytes, truncated } = await getBlob(content, file.hash, { maxBytes: settingsMaxBytes });
    const text = decodeText(bytes)?.text ?? "";
    // An address that is cut off is another one: the last section that may be whole is the one before.
    return submoduleUrls(truncated ? text.slice(0, Math.max(0, text.lastIndexOf("\n["))) : text);
  } catch (error) {
    if (error instanceof ArtifactsError) return new Map();
    throw error;
  }
}
