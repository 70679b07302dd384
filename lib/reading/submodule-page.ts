import { namespaceName, repoName } from "@/contract/names";
import { treeUrl } from "@/lib/routes";

/** Where a submodule stands: what `.gitmodules` says of it, its commit, and the remote of the repo it is in. */
interface Submodule {
  url: string;
  commitHash: string;
  remote: string;
}

const urlMaxLength = 2_000;

/** How hosts of repos `owner/name` call a page of a commit; what comes before the hash. */
const commitPages: Record<string, string> = {
  "github.com": "tree",
  "gitlab.com": "-/tree",
  "bitbucket.org": "src",
  "codeberg.org": "src/commit",
  "gitea.com": "src/commit",
  "git.sr.ht": "tree",
};
/** Their names where SSH goes over the port of HTTPS. */
const sshHosts: Record<string, string> = {
  "www.github.com": "github.com",
  "ssh.github.com": "github.com",
  "altssh.gitlab.com": "gitlab.com",
  "altssh.bitbucket.org": "bitbucket.org",
};

/**
 * The page on which a person can read a submodule: our own for a repo of this Artifacts, its host's at that commit where we know how that
 * is called, or the address of the repo. Null where no browser should be sent: other kinds of addresses, and what may be one in disguise.
 */
export function submodulePage({ url, commitHash, remote }: Submodule): string | null {
  const written = url.startsWith("./") || url.startsWith("../") ? resolved(url, remote) : url;
  const page = written === null ? null : webAddress(written);
  if (page === null) return null;
  const own = ownRepo(page, remote);
  if (own !== null) return treeUrl(own.namespace, own.name, commitHash);
  page.pathname = page.pathname.replace(/\/+$/, "").replace(/\.git$/i, "");
  const host = sshHosts[page.host] ?? page.host;
  const depth = page.pathname.split("/").length - 1;
  const way = Object.hasOwn(commitPages, host) ? commitPages[host] : undefined;
  // GitLab has groups in groups.
  if (way === undefined || (host === "gitlab.com" ? depth < 2 : depth !== 2)) return page.href;
  return `https://${host}${page.pathname}/${way}/${commitHash}`;
}

/** As Git resolves it: against the remote as a directory. Null above the remote's host. */
function resolved(url: string, remote: string): string | null {
  if (!URL.canParse(remote)) return null;
  const { origin, pathname } = new URL(remote);
  const parts = pathname.split("/").filter(Boolean);
  let rest = url;
  for (;;) {
    if (rest.startsWith("./")) rest = rest.slice(2);
    else if (rest.startsWith("../")) {
      if (parts.pop() === undefined) return null;
      rest = rest.slice(3);
    } else break;
  }
  return [origin, ...parts, rest].join("/");
}

/** The `https:` or `http:` address of a remote, without what is secret in it. */
function webAddress(written: string): URL | null {
  const text = /^(?:[\w.~-]+@)?([\w-][\w.-]*\.[\w-]+):(?!\/\/)\/?(.+)$/.test(written)
    ? written.replace(/^(?:[^@:/]*@)?([^:/]+):\/?/, "ssh://$1/")
    : written;
  if (text.length > urlMaxLength || !/^(https?|ssh|git|git\+ssh|ssh\+git):\/\/[^/]/i.test(text)) return null;
  if (hasOddCharacters(text) || !URL.canParse(text)) return null;
  const { protocol, host, hostname, pathname } = new URL(text);
  const isWeb = protocol === "https:" || protocol === "http:";
  // Its port is SSH's or Git's own; and a home there is nothing that a web server has.
  const start = isWeb ? `${protocol}//${host}` : `https://${hostname}`;
  if (hostname === "" || hostname.startsWith("-") || (!isWeb && pathname.startsWith("/~"))) return null;
  if (!URL.canParse(start) || pathname.replaceAll("/", "") === "") return null;
  const page = new URL(start);
  page.pathname = pathname;
  return page;
}

/** Characters that Git takes from nobody either, and those that show an address as another. */
function hasOddCharacters(text: string): boolean {
  let plain = text;
  try {
    plain += decodeURIComponent(text);
  } catch {
    // A percent sign by itself.
  }
  return /[\p{Cc}\p{Cf}\s\\]/u.test(plain);
}

/** The repo that a remote of this Artifacts names: all are at one place, `<namespace>/<name>.git`. */
function ownRepo(page: URL, remote: string): { namespace: string; name: string } | null {
  if (!URL.canParse(remote)) return null;
  const own = new URL(remote);
  const place = own.pathname.replace(/[^/]+\/[^/]+\/?$/, "");
  if (page.host !== own.host || !page.pathname.startsWith(place)) return null;
  const [namespace, repo, ...more] = page.pathname.slice(place.length).replace(/\/+$/, "").split("/");
  const names = {
    namespace: namespaceName.safeParse(namespace),
    name: repoName.safeParse(repo?.replace(/\.git$/, "")),
  };
  if (more.length > 0 || !names.namespace.success || !names.name.success) return null;
  return { namespace: names.namespace.data, name: names.name.data };
}
