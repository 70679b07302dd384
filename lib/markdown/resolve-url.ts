import { blobUrl, rawUrl, treeUrl } from "@/lib/routes";
import { decodePercent } from "./decode-percent";
import { headingIdOf } from "./fragment";

/** Where a Markdown file stands: what its relative links start from. */
export interface MarkdownPlace {
  namespace: string;
  repo: string;
  refName: string;
  /** Folder of the file, `docs/guide`; empty at the root. */
  directory: string;
  /** Images that an `attachment:` names, as `data:` URLs: a notebook carries them in its cells. */
  attachments?: Record<string, string>;
}

export type ResolvedUrl = { kind: "internal" | "external"; url: string };

/** Files that are shown as documents, with headings to lead to. */
const documentFile = /\.(md|markdown|mdown|mkd|ipynb)$/i;

/** Where a link leads; null for a scheme that is not followed. Relative links stay at the same ref. */
export function resolveLink(href: string, place: MarkdownPlace): ResolvedUrl | null {
  const link = href.trim();
  const other = otherSite(link, ["http:", "https:", "mailto:"]);
  if (other !== undefined) return other;
  if (link.startsWith("#")) return { kind: "internal", url: headingHash(link) };

  const { path, query, hash } = parse(link);
  const target = pathInRepo(path, place.directory);
  const { namespace, repo, refName } = place;
  if (target === "" || /(^|\/)\.{0,2}$/.test(path)) {
    return { kind: "internal", url: treeUrl(namespace, repo, refName, target) + headingHash(hash) };
  }
  if (/^\?raw=(true|1)$/.test(query)) {
    return { kind: "internal", url: rawUrl(namespace, repo, refName, target) };
  }
  return {
    kind: "internal",
    url:
      blobUrl(namespace, repo, refName, target) +
      (documentFile.test(target) ? headingHash(hash) : encodeHash(hash)),
  };
}

/** Where an image's bytes are; null for a scheme that is not followed. */
export function resolveImage(src: string, place: MarkdownPlace): ResolvedUrl | null {
  const link = src.trim();
  if (link === "" || link.startsWith("#")) return null;
  const [, attachment] = /^attachment:(.+)$/.exec(link) ?? [];
  if (attachment !== undefined) {
    const { attachments = {} } = place;
    const name = [attachment, decodePercent(attachment)].find((key) => Object.hasOwn(attachments, key));
    const url = name === undefined ? undefined : attachments[name];
    return url === undefined ? null : { kind: "internal", url };
  }
  const other = otherSite(link, ["http:", "https:"]);
  if (other !== undefined) return other;
  const target = pathInRepo(parse(link).path, place.directory);
  if (target === "") return null;
  return { kind: "internal", url: rawUrl(place.namespace, place.repo, place.refName, target) };
}

/** The URL of another site, null when its scheme is not allowed, undefined when the link is relative. */
function otherSite(link: string, schemes: string[]): ResolvedUrl | null | undefined {
  // Browsers drop control characters inside a scheme and read a backslash as a slash.
  const bare = link.replace(/[\p{Cc}\p{Zs}]/gu, "").replaceAll("\\", "/");
  const url = bare.startsWith("//") ? `https:${bare}` : bare;
  if (!/^[a-z][a-z0-9+.-]*:/i.test(url)) {
    // Something before the first colon that is no scheme: nothing a person would write.
    return /^[^/?#]*:/.test(url) ? null : undefined;
  }
  if (!URL.canParse(url)) return null;
  const parsed = new URL(url);
  return schemes.includes(parsed.protocol) ? { kind: "external", url: parsed.href } : null;
}

function parse(link: string): { path: string; query: string; hash: string } {
  const match = /^([^?#]*)(\?[^#]*)?(#[\s\S]*)?$/.exec(link);
  return { path: decodePercent(match?.[1] ?? ""), query: match?.[2] ?? "", hash: match?.[3] ?? "" };
}

/** A path from the root of the repo. `..` ends there. */
function pathInRepo(path: string, directory: string): string {
  const names = path.startsWith("/") ? [] : directory.split("/").filter(Boolean);
  for (const name of path.split("/")) {
    if (name === "..") names.pop();
    else if (name !== "" && name !== ".") names.push(name);
  }
  return names.join("/");
}

const encodeHash = (hash: string) =>
  hash.length > 1 ? `#${encodeURIComponent(decodePercent(hash.slice(1)))}` : "";

/** The fragment that leads to a heading, without a script; lines keep theirs. */
function headingHash(hash: string): string {
  const id = headingIdOf(hash);
  return id === null ? encodeHash(hash) || hash : encodeHash(`#${id}`);
}
