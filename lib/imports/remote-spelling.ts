/**
 * The HTTPS address that any spelling of a repo's address means: `git@host:owner/repo.git`, `ssh://…`, `git://…`, a page of
 * GitHub or GitLab (`…/tree/main`, `…/-/blob/…`, `?tab=…`), or one without a scheme. Null when it can be none.
 */
export function httpsRemoteOf(text: string): string | null {
  const trimmed = text.trim();
  const scp = /^(?:[\w.-]+@)?([\w.-]+\.[\w-]+):(?!\/\/|\d+\/)(.+)$/.exec(trimmed);
  const spelled = scp
    ? `https://${scp[1]}/${scp[2]}`
    : /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed)
      ? trimmed
      : `https://${trimmed}`;
  if (!URL.canParse(spelled) || /\s/.test(trimmed)) return null;
  const url = new URL(spelled);
  if (!["https:", "http:", "ssh:", "git:", "git+ssh:"].includes(url.protocol)) return null;
  const path = url.pathname.replace(/\/-\/.*$/, "").replace(/\/+$/, "");
  // On these hosts a repo is owner/name, and what follows is a page of it.
  const isTwoDeep = /^(www\.)?(github\.com|bitbucket\.org|codeberg\.org)$/.test(url.hostname);
  const parts = path.split("/").filter(Boolean);
  const kept = isTwoDeep ? parts.slice(0, 2) : parts;
  if (kept.length === 0 || url.hostname === "") return null;
  const port = url.protocol === "https:" && url.port ? `:${url.port}` : "";
  return `https://${url.hostname}${port}/${kept.join("/")}`;
}

/** Whether an address names a repo already, and not only the owner on a host where repos are `owner/name`. */
export function isWholeRemote(remote: string): boolean {
  const { hostname, pathname } = new URL(remote);
  const depth = pathname.split("/").filter(Boolean).length;
  return depth >= (/^(www\.)?(github\.com|gitlab\.com|bitbucket\.org|codeberg\.org)$/.test(hostname) ? 2 : 1);
}

/** A repo name from an address: its last part, without `.git`, in the characters a name may hold. Empty when none is left. */
export function repoNameOf(remote: string): string {
  const last = remote.split("/").filter(Boolean).at(-1) ?? "";
  return last
    .replace(/\.git$/, "")
    .replace(/[^a-zA-Z0-9._-]+/g, "-")
    .replace(/^[^a-zA-Z0-9]+/, "")
    .slice(0, 100);
}
