"use client";

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Boxes, Compass, File, FolderGit2, GitBranch, Tag, Zap } from "lucide-react";
import { useParams, useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { CommandDialog, CommandGroup, CommandItem } from "@/components/ui/command-dialog";
import { leaveBy } from "@/components/ui/leave-by";
import { MarkedPath } from "@/components/ui/marked-path";
import { countOf, formatCount } from "@/lib/format/count";
import { namespacesQuery } from "@/lib/queries/namespaces";
import { reposQuery } from "@/lib/queries/repos";
import { blobUrl, branchesUrl, namespacesUrl, namespaceUrl, repoUrl, tagsUrl, treeUrl } from "@/lib/routes";
import { describeFailure } from "@/lib/wire/describe-failure";
import { type Announced, activate, listAnnounced } from "./announced";
import { matchesWords } from "./matches-words";
import { currentTypedAhead, openOverlay } from "./overlay";
import { listPlaces } from "./places";
import { shownTree, useFoundFiles, useFoundRefs } from "./use-found-in-repo";

const delayMs = 180;
const reposShown = 8;
const namespacesShown = 6;
const refsShown = 6;
const nothing: Announced[] = [];

/** What belongs to the page before what stands above and below every page. */
function ownFirst(announced: Announced[]): Announced[] {
  const isOwn = ({ element }: Announced) => element.closest("body > header, body > footer") === null;
  return announced.toSorted((a, b) => Number(isOwn(b)) - Number(isOwn(a)));
}

/** Goes anywhere and does anything that the page announces, from one field. */
export default function Palette() {
  const router = useRouter();
  const { namespace, repo } = useParams<{ namespace?: string; repo?: string }>();
  const [search, setSearch] = useState(currentTypedAhead);
  // As they were when the palette opened: what lies behind it is out of reach now.
  const [announced] = useState(() => (typeof document === "undefined" ? nothing : ownFirst(listAnnounced())));
  const [opener] = useState(() => (typeof document === "undefined" ? null : document.activeElement));
  const [tree] = useState(() => (typeof document === "undefined" ? null : shownTree()));
  const chosen = useRef<(() => void) | null>(null);

  const needle = useSettled(search.trim());
  const repos = useQuery({
    ...reposQuery(namespace ?? "", { search: needle || undefined, limit: reposShown }),
    enabled: Boolean(namespace),
    placeholderData: keepPreviousData,
  });
  const namespaces = useInfiniteQuery(namespacesQuery());

  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const { refs, ...refSearch } = useFoundRefs(namespace ?? "", repo ?? "", words);
  const { files, ...fileSearch } = useFoundFiles(
    { namespace: namespace ?? "", repo: repo ?? "", treeHash: repo ? (tree?.treeHash ?? null) : null },
    search.trim(),
    needle !== "",
  );
  const actions = announced.filter(({ label }) => matchesWords(label, words));
  const places = listPlaces({ namespace, repo }).filter(({ label }) => matchesWords(label, words));
  const foundNamespaces = (namespaces.data?.pages ?? [])
    .flatMap((page) => page.namespaces)
    .filter((one) => matchesWords(one.namespace, words) && one.namespace !== namespace);
  // Those of the search before stay until the next come: Enter must not take one that no longer fits.
  const foundRepos = namespace
    ? (repos.data?.repos ?? []).filter(({ name }) => matchesWords(name, words))
    : [];
  const isSearching =
    repos.isFetching || refSearch.isFetching || fileSearch.isFetching || needle !== search.trim();
  const found = [actions, places, refs, files, foundNamespaces, foundRepos];
  const isEmpty = found.every(({ length }) => length === 0) && !isSearching;

  const limits = [
    foundRepos.length === reposShown && repos.data?.nextCursor ? `The first ${reposShown} repos.` : null,
    fileSearch.matchCount > files.length
      ? `The best ${files.length} of ${formatCount(fileSearch.matchCount)} files.`
      : null,
    fileSearch.isCut ? "Not every file is listed: Go to file has the rest." : null,
  ].filter((limit) => limit !== null);
  if (limits.length > 0) limits.push("Type more to narrow them down.");

  const choose = (what: () => void) => {
    chosen.current = what;
    openOverlay(null);
  };
  const goTo = (href: string) => choose(() => leaveBy(() => router.push(href)));

  const repoGroup =
    foundRepos.length > 0 ? (
      <CommandGroup heading={`Repos in ${namespace}`}>
        {foundRepos.map(({ id, name, description }) => (
          <CommandItem
            key={id}
            id={`repo ${id}`}
            icon={<FolderGit2 size={16} aria-hidden />}
            hint={
              description ? (
                <span className="block max-w-48 truncate max-sm:hidden">{description}</span>
              ) : null
            }
            onSelect={() => goTo(repoUrl(namespace ?? "", name))}
          >
            {name}
          </CommandItem>
        ))}
      </CommandGroup>
    ) : null;

  return (
    <CommandDialog
      title="Search and commands"
      placeholder={placeholderOf({ namespace, repo, hasFiles: tree !== null })}
      search={search}
      onSearch={setSearch}
      onClose={() => openOverlay(null)}
      status={
        repos.error
          ? describeFailure(repos.error, "the repos").advice
          : refSearch.error
            ? describeFailure(refSearch.error, "the branches and tags").advice
            : fileSearch.error
              ? describeFailure(fileSearch.error, "the list of files").advice
              : isSearching && namespace
                ? "Searching…"
                : isEmpty
                  ? "Nothing matches."
                  : limits.join(" ")
      }
      onClosed={(event) => {
        event.preventDefault();
        if (chosen.current) chosen.current();
        else if (opener instanceof HTMLElement) opener.focus();
      }}
    >
      {/* What one types is most often a repo's name; without a word, the page comes first. */}
      {words.length > 0 ? repoGroup : null}
      {actions.length > 0 ? (
        <CommandGroup heading="On this page">
          {actions.map(({ element, label, key }) => (
            <CommandItem
              key={`${key} ${label}`}
              id={`action ${key} ${label}`}
              icon={<Zap size={16} aria-hidden />}
              hint={key ? <kbd className="font-mono">{key}</kbd> : null}
              onSelect={() => choose(() => activate(element))}
            >
              {label}
            </CommandItem>
          ))}
        </CommandGroup>
      ) : null}
      {places.length > 0 ? (
        <CommandGroup heading="Go to">
          {places.map(({ label, href }) => (
            <CommandItem
              key={href}
              id={`place ${href}`}
              icon={<Compass size={16} aria-hidden />}
              onSelect={() => goTo(href)}
            >
              {label}
            </CommandItem>
          ))}
        </CommandGroup>
      ) : null}
      {refs.length > 0 ? (
        <CommandGroup heading={`Branches and tags of ${repo}`}>
          {refs.slice(0, refsShown).map(({ kind, name, label }) => (
            <CommandItem
              key={`${kind} ${name}`}
              id={`ref ${kind} ${name}`}
              icon={kind === "branch" ? <GitBranch size={16} aria-hidden /> : <Tag size={16} aria-hidden />}
              hint={kind}
              onSelect={() => goTo(treeUrl(namespace ?? "", repo ?? "", name))}
            >
              <bdi className="font-mono text-12">{label}</bdi>
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
      ) : null}
      {files.length > 0 && tree !== null ? (
        <CommandGroup heading={`Files of ${repo}`}>
          {files.map(({ path, marks }, at) => (
            <CommandItem
              // biome-ignore lint/suspicious/noArrayIndexKey: two names may look the same
              key={`${at} ${path}`}
              id={`file ${at} ${path}`}
              icon={<File size={16} aria-hidden />}
              isWrapped
              onSelect={() => goTo(blobUrl(namespace ?? "", repo ?? "", tree.refName, path))}
            >
              <MarkedPath path={path} marks={marks} />
            </CommandItem>
          ))}
        </CommandGroup>
      ) : null}
      {words.length > 0 ? null : repoGroup}
      {foundNamespaces.length > 0 ? (
        <CommandGroup heading="Namespaces">
          {foundNamespaces.slice(0, namespacesShown).map((one) => (
            <CommandItem
              key={one.namespace}
              id={`namespace ${one.namespace}`}
              icon={<Boxes size={16} aria-hidden />}
              onSelect={() => goTo(namespaceUrl(one.namespace))}
            >
              {one.namespace}
            </CommandItem>
          ))}
          {foundNamespaces.length > namespacesShown || namespaces.hasNextPage ? (
            <CommandItem id="all namespaces" onSelect={() => goTo(`${namespacesUrl()}?all`)}>
              All namespaces: not every one is listed here
            </CommandItem>
          ) : null}
        </CommandGroup>
      ) : null}
    </CommandDialog>
  );
}

function placeholderOf({
  namespace,
  repo,
  hasFiles,
}: {
  namespace: string | undefined;
  repo: string | undefined;
  hasFiles: boolean;
}): string {
  if (!namespace) return "Search namespaces, actions";
  if (!repo) return "Search repos, places, actions";
  return hasFiles ? "Search files, branches, repos, actions" : "Search branches, repos, actions";
}

/** The text once nothing has been typed for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), delayMs);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
