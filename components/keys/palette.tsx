"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { CommandDialog } from "@/components/ui/command-dialog";
import { giveFocusBack } from "@/components/ui/give-focus-back";
import { leaveBy } from "@/components/ui/leave-by";
import { activate } from "./announced";
import { openOverlay } from "./overlay";
import {
  ActionGroup,
  FileGroup,
  HashGroup,
  NamespaceGroup,
  PlaceGroup,
  RefGroup,
  RepoElsewhereGroup,
  RepoGroup,
  SearchGroup,
} from "./palette-groups";
import { usePalette } from "./use-palette";

/** Goes anywhere and does anything that the page announces, from one field. */
export default function Palette() {
  const router = useRouter();
  const palette = usePalette();
  const { namespace, repo, tree, search, setSearch, hasWords, status } = palette;
  const [opener] = useState(() => (typeof document === "undefined" ? null : document.activeElement));
  const chosen = useRef<(() => void) | null>(null);

  const choose = (what: () => void) => {
    chosen.current = what;
    openOverlay(null);
  };
  const goTo = (href: string) => choose(() => leaveBy(() => router.push(href)));

  const group = { palette, goTo };
  const act = (element: HTMLElement) => choose(() => activate(element));
  return (
    <CommandDialog
      title="Search and commands"
      placeholder={placeholderOf({ namespace, repo, hasFiles: tree !== null })}
      search={search}
      onSearch={setSearch}
      onClose={() => openOverlay(null)}
      status={status}
      onClosed={(event) => {
        event.preventDefault();
        if (chosen.current) chosen.current();
        else giveFocusBack(opener);
      }}
    >
      <HashGroup {...group} />
      {/* A word is most often a part of a repo's name; without a word, the page comes first. */}
      {hasWords ? <RepoGroup {...group} /> : null}
      <ActionGroup heading="On this page" actions={palette.actions} onAct={act} />
      <PlaceGroup {...group} />
      <RefGroup {...group} />
      <FileGroup {...group} />
      {hasWords ? null : <RepoGroup {...group} />}
      <RepoElsewhereGroup {...group} />
      <NamespaceGroup {...group} />
      <SearchGroup {...group} />
      <ActionGroup heading="Colours" actions={palette.themes} onAct={act} />
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
