"use client";

import { useEffect, useRef, useState } from "react";
import { Button, buttonClass } from "@/components/ui/button";
import { NavLink } from "@/components/ui/nav-link";
import { SelectionBar } from "@/components/ui/selection-bar";
import { shortHash } from "@/lib/format/short-hash";
import { compareUrl } from "@/lib/routes";
import { announceBox, clearPicked, isBox, keepTwo, listPicked, type PickedCommit } from "./picked-commits";

/** What comes alive in a log, whose rows are HTML: choosing two commits to compare, and the key of its filter. */
export function LogTurns({ namespace, repo }: { namespace: string; repo: string }) {
  const [picked, setPicked] = useState<PickedCommit[]>([]);
  const order = useRef<HTMLInputElement[]>([]);

  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    const follow = () => {
      order.current = keepTwo(order.current);
      setPicked(listPicked());
    };
    // A browser ticks them again after a reload.
    follow();
    document.addEventListener("change", ({ target }) => isBox(target) && follow(), { signal });
    document.addEventListener("focusin", ({ target }) => announceBox(target), { signal });
    document.addEventListener("click", openFilter, { signal });
    return () => leaving.abort();
  }, []);

  const [newer, older] = picked;
  if (newer === undefined) return null;
  const clear = () => {
    clearPicked();
    order.current = [];
    setPicked([]);
  };
  return (
    <SelectionBar
      label="Commits to compare"
      status={
        older === undefined
          ? `${shortHash(newer.hash)} selected. Select another one to compare.`
          : `${shortHash(older.hash)} and ${shortHash(newer.hash)} selected`
      }
    >
      {older === undefined ? null : (
        <NavLink
          href={compareUrl(namespace, repo, `${older.hash}...${newer.hash}`)}
          className={buttonClass({ variant: "primary", size: "sm" })}
          title={`From “${older.subject}” to “${newer.subject}”`}
          data-key="c"
          data-key-label="Compare the two commits"
        >
          Compare
        </NavLink>
      )}
      <Button size="sm" onClick={clear}>
        Clear
      </Button>
    </SelectionBar>
  );
}

/** Pressed by its key it opens, and stays open; by hand it does what such an element does. */
function openFilter(event: MouseEvent): void {
  if (event.isTrusted || !(event.target instanceof Element)) return;
  const filter = event.target.closest("summary")?.closest<HTMLDetailsElement>(".log-filter");
  if (!filter) return;
  event.preventDefault();
  filter.open = true;
  filter.querySelector<HTMLInputElement>("form input")?.focus();
}
