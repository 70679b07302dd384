/** The address of a repo as it stands in a text. */
export interface FoundRemote {
  /** Null when only the path was there, as in a server's log. */
  host: string | null;
  namespace: string;
  repo: string;
  start: number;
  end: number;
}

/** `[scheme://[credentials@]host]/git/<namespace>/<repo>[.git]`, the remotes of Artifacts. */
const remoteLike =
  /(?:https?:\/\/(?:[^\s/@"'<>]{1,2048}@)?([A-Za-z0-9.-]{1,253}(?::\d{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](?::\d{1,5})?))?\/git\/([A-Za-z0-9][A-Za-z0-9._-]{1,62})\/([A-Za-z0-9][A-Za-z0-9._-]{0,199})/g;

export function findRemotes(text: string): FoundRemote[] {
  const found: FoundRemote[] = [];
  for (const match of text.matchAll(remoteLike)) {
    const [whole, host, namespace = "", name = ""] = match;
    // The dot that ends a sentence is not the repo's.
    const repo = name.replace(/\.+$/, "").replace(/\.git$/, "");
    if (repo === "") continue;
    found.push({
      host: host?.toLowerCase() ?? null,
      namespace,
      repo,
      start: match.index,
      end: match.index + whole.length,
    });
  }
  return found;
}
