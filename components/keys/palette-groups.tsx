import { MarkedPath } from "@/components/names/marked-path";
import { Name } from "@/components/names/name";
import { CommandGroup, CommandItem } from "@/components/ui/command-dialog";
import { Icon } from "@/components/ui/icon";
import { countOf } from "@/lib/format/count";
import { shortHash } from "@/lib/format/short-hash";
import {
  blobUrl,
  branchesUrl,
  commitsUrl,
  commitUrl,
  namespacesUrl,
  namespaceUrl,
  repoUrl,
  searchUrl,
  tagsUrl,
  treeUrl,
} from "@/lib/routes";
import type { Palette } from "./use-palette";

const namespacesShown = 6;
const refsShown = 6;
const hashesShown = 3;

interface GroupProps {
  palette: Palette;
  goTo: (href: string) => void;
}

export function RepoGroup({ palette: { namespace, foundRepos }, goTo }: GroupProps) {
  if (foundRepos.length === 0) return null;
  return (
    <CommandGroup heading={`Repos in ${namespace}`}>
      {foundRepos.map(({ id, name, description }) => (
        <CommandItem
          key={id}
          id={`repo ${id}`}
          icon={<Icon name="folder-git-2" />}
          hint={
            description ? <span className="block max-w-48 truncate max-sm:hidden">{description}</span> : null
          }
          onSelect={() => goTo(repoUrl(namespace ?? "", name))}
        >
          {name}
        </CommandItem>
      ))}
    </CommandGroup>
  );
}

export function RepoElsewhereGroup({ palette: { reposElsewhere }, goTo }: GroupProps) {
  if (reposElsewhere.length === 0) return null;
  return (
    <CommandGroup heading="Repos in other namespaces">
      {reposElsewhere.map(({ id, name, namespace }) => (
        <CommandItem
          key={`${namespace} ${id}`}
          id={`repo ${namespace} ${id}`}
          icon={<Icon name="folder-git-2" />}
          onSelect={() => goTo(repoUrl(namespace, name))}
        >
          <span className="text-text-muted">{namespace}/</span>
          {name}
        </CommandItem>
      ))}
    </CommandGroup>
  );
}

export function HashGroup({ palette: { namespace = "", repo = "", hashes }, goTo }: GroupProps) {
  if (hashes.length === 0) return null;
  return (
    <CommandGroup heading={`Commits of ${repo}`}>
      {hashes.slice(0, hashesShown).flatMap((hash) =>
        [
          { words: "Changes of", href: commitUrl(namespace, repo, hash) },
          { words: "Files at", href: treeUrl(namespace, repo, hash) },
          { words: "Commits from", href: commitsUrl(namespace, repo, hash) },
        ].map(({ words, href }) => (
          <CommandItem
            key={href}
            id={href}
            icon={<Icon name="git-commit-horizontal" />}
            onSelect={() => goTo(href)}
          >
            {words} <span className="font-mono text-12">{shortHash(hash)}</span>
          </CommandItem>
        )),
      )}
    </CommandGroup>
  );
}

/** Beside the names, what stands in the files. */
export function SearchGroup({ palette: { namespace = "", repo = "", tree, search }, goTo }: GroupProps) {
  const text = search.trim();
  if (tree === null || text === "") return null;
  return (
    <CommandGroup heading="In the files">
      <CommandItem
        id="search in files"
        icon={<Icon name="file-search" />}
        onSelect={() => goTo(searchUrl(namespace, repo, tree.refName, { q: text }))}
      >
        Search files for “{text}”
      </CommandItem>
    </CommandGroup>
  );
}

interface ActionGroupProps {
  heading: string;
  actions: Palette["actions"];
  onAct: (element: Palette["actions"][number]["element"]) => void;
}

export function ActionGroup({ heading, actions, onAct }: ActionGroupProps) {
  if (actions.length === 0) return null;
  return (
    <CommandGroup heading={heading}>
      {actions.map(({ element, label, key }) => (
        <CommandItem
          key={`${key} ${label}`}
          id={`action ${key} ${label}`}
          icon={<Icon name="zap" />}
          hint={key ? <kbd className="font-mono">{key}</kbd> : null}
          onSelect={() => onAct(element)}
        >
          {label}
        </CommandItem>
      ))}
    </CommandGroup>
  );
}

export function PlaceGroup({ palette: { places }, goTo }: GroupProps) {
  if (places.length === 0) return null;
  return (
    <CommandGroup heading="Go to">
      {places.map(({ label, href }) => (
        <CommandItem
          key={href}
          id={`place ${href}`}
          icon={<Icon name="compass" />}
          onSelect={() => goTo(href)}
        >
          {label}
        </CommandItem>
      ))}
    </CommandGroup>
  );
}

export function RefGroup({ palette: { namespace, repo, refs, search }, goTo }: GroupProps) {
  if (refs.length === 0) return null;
  return (
    <CommandGroup heading={`Branches and tags of ${repo}`}>
      {refs.slice(0, refsShown).map(({ kind, name, label }) => (
        <CommandItem
          key={`${kind} ${name}`}
          id={`ref ${kind} ${name}`}
          icon={kind === "branch" ? <Icon name="git-branch" /> : <Icon name="tag" />}
          hint={kind}
          onSelect={() => goTo(treeUrl(namespace ?? "", repo ?? "", name))}
        >
          <span className="own-box font-mono text-12">
            <Name>{label}</Name>
          </span>
        </CommandItem>
      ))}
      {refs.length > refsShown ? (
        <CommandItem
          id="all refs"
          onSelect={() =>
            goTo(
              (refs[refsShown]?.kind === "tag" ? tagsUrl : branchesUrl)(namespace ?? "", repo ?? "", {
                q: search.trim(),
              }),
            )
          }
        >
          {countOf(refs.length - refsShown, "more match", "more matches")}: show them in the list
        </CommandItem>
      ) : null}
    </CommandGroup>
  );
}

export function FileGroup({ palette: { namespace, repo, tree, files }, goTo }: GroupProps) {
  if (files.length === 0 || tree === null) return null;
  return (
    <CommandGroup heading={`Files of ${repo}`}>
      {files.map(({ path, marks }, at) => (
        <CommandItem
          // biome-ignore lint/suspicious/noArrayIndexKey: two names may look the same
          key={`${at} ${path}`}
          id={`file ${at} ${path}`}
          icon={<Icon name="file" />}
          isWrapped
          onSelect={() => goTo(blobUrl(namespace ?? "", repo ?? "", tree.refName, path))}
        >
          <MarkedPath path={path} marks={marks} />
        </CommandItem>
      ))}
    </CommandGroup>
  );
}

export function NamespaceGroup({ palette: { foundNamespaces, hasMoreNamespaces }, goTo }: GroupProps) {
  if (foundNamespaces.length === 0) return null;
  return (
    <CommandGroup heading="Namespaces">
      {foundNamespaces.slice(0, namespacesShown).map((name) => (
        <CommandItem
          key={name}
          id={`namespace ${name}`}
          icon={<Icon name="boxes" />}
          onSelect={() => goTo(namespaceUrl(name))}
        >
          {name}
        </CommandItem>
      ))}
      {foundNamespaces.length > namespacesShown || hasMoreNamespaces ? (
        <CommandItem id="all namespaces" onSelect={() => goTo(`${namespacesUrl()}?all`)}>
          All namespaces: not every one is listed here
        </CommandItem>
      ) : null}
    </CommandGroup>
  );
}
