"use client";

import clsx from "clsx";
import { Check, ChevronDown, GitBranch, GitCommitHorizontal, Tag } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { NavLink } from "@/components/ui/nav-link";
import { Popover } from "@/components/ui/popover";

export interface RefChoice {
  name: string;
  href: string;
}

interface RefPickerProps {
  current: { kind: "branch" | "tag" | "commit"; label: string };
  branches: RefChoice[];
  tags: RefChoice[];
}

const icons = { branch: GitBranch, tag: Tag, commit: GitCommitHorizontal };

/** How many are drawn at once; the filter finds the rest. */
const shownAtOnce = 100;

export function RefPicker({ current, branches, tags }: RefPickerProps) {
  const [open, setOpen] = useState(false);
  const [kind, setKind] = useState<"branch" | "tag">(current.kind === "tag" ? "tag" : "branch");
  const [filter, setFilter] = useState("");
  const list = useRef<HTMLDivElement>(null);

  const all = kind === "branch" ? branches : tags;
  const needle = filter.trim().toLowerCase();
  const matching = needle ? all.filter((ref) => ref.name.toLowerCase().includes(needle)) : all;
  const shown = matching.slice(0, shownAtOnce);
  const Icon = icons[current.kind];

  /** Arrows walk the links; from the filter, Down enters the list and Enter opens the first match. */
  const walk = (event: KeyboardEvent) => {
    const links: HTMLElement[] = [...(list.current?.querySelectorAll("a") ?? [])];
    const { activeElement } = document;
    const at = activeElement instanceof HTMLElement ? links.indexOf(activeElement) : -1;
    if (event.key === "ArrowDown") links[Math.min(at + 1, links.length - 1)]?.focus();
    else if (event.key === "ArrowUp" && at > 0) links[at - 1]?.focus();
    else if (event.key === "Enter" && at < 0 && needle) links[0]?.click();
    else return;
    event.preventDefault();
  };

  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      label="Branches and tags"
      trigger={
        <Button size="sm" className="max-w-64 min-w-0" title={current.label}>
          <Icon size={16} aria-hidden className="shrink-0 text-text-muted" />
          <span className="truncate font-mono text-12">{current.label}</span>
          <ChevronDown size={14} aria-hidden className="shrink-0 text-text-muted" />
          <span className="sr-only">Choose a branch or tag</span>
        </Button>
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the input and the links inside */}
      <div onKeyDown={walk}>
        <div className="grid gap-2 border-b p-2">
          <Input
            type="search"
            aria-label={kind === "branch" ? "Filter branches" : "Filter tags"}
            placeholder={kind === "branch" ? "Filter branches" : "Filter tags"}
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
          />
          <div className="flex gap-1">
            {(["branch", "tag"] as const).map((value) => (
              <button
                key={value}
                type="button"
                aria-pressed={kind === value}
                onClick={() => setKind(value)}
                className="h-7 flex-1 rounded-sm text-13 text-text-muted hover:text-text aria-pressed:bg-accent-subtle aria-pressed:font-medium aria-pressed:text-accent-text pointer-coarse:h-11"
              >
                {value === "branch" ? `Branches ${branches.length}` : `Tags ${tags.length}`}
              </button>
            ))}
          </div>
        </div>
        <div ref={list} className="max-h-72 overflow-y-auto p-1">
          {shown.map((ref) => {
            const isCurrent = kind === current.kind && ref.name === current.label;
            return (
              <NavLink
                key={ref.name}
                href={ref.href}
                aria-current={isCurrent ? "true" : undefined}
                onClick={() => setOpen(false)}
                className="flex items-center gap-2 rounded-sm px-2 py-1.5 font-mono text-12 hover:bg-bg-hover focus-visible:-outline-offset-2 pointer-coarse:py-3.5"
              >
                <Check size={14} aria-hidden className={clsx("shrink-0", !isCurrent && "invisible")} />
                <span className="[overflow-wrap:anywhere]">{ref.name}</span>
              </NavLink>
            );
          })}
          {matching.length === 0 ? (
            <p className="px-2 py-6 text-center text-13 text-text-muted">
              {needle ? "Nothing matches." : kind === "branch" ? "No branches." : "No tags."}
            </p>
          ) : null}
          {matching.length > shown.length ? (
            <p className="px-2 py-2 text-12 text-text-muted">
              {shownAtOnce} of {matching.length} shown. Type to narrow them down.
            </p>
          ) : null}
        </div>
      </div>
    </Popover>
  );
}
