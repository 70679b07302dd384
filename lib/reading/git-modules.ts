import { parseGitConfig } from "@/gitformat/parse-git-config";

/**
 * The addresses of submodules in the text of a `.gitmodules`, as they are written, by path. Of two sections for one path the later
 * counts, and what Git would refuse does not.
 */
export function submoduleUrls(text: string): Map<string, string> {
  const modules = new Map<string, { path?: string; url?: string }>();
  for (const { section, subsection, name, value } of parseGitConfig(text) ?? []) {
    if (section !== "submodule" || subsection === null || !isSafeName(subsection)) continue;
    // Named anew, it stands behind the others.
    const known = modules.get(subsection) ?? {};
    if (name === "path") known.path = value.replace(/^(\.\/)+|\/+$/g, "");
    if (name === "url") known.url = value;
    modules.delete(subsection);
    modules.set(subsection, known);
  }
  const urls = new Map<string, string>();
  for (const { path, url } of modules.values()) {
    if (path !== undefined && url !== undefined) urls.set(path, url);
  }
  return urls;
}

/** Git makes a directory of it, and refuses what leads out of its own. */
const isSafeName = (name: string) => name !== "" && !name.split(/[/\\]/).includes("..");
