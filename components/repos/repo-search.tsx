"use client";

import clsx from "clsx";
import { useEffect, useRef, useState } from "react";
import { Icon } from "@/components/ui/icon";
import { inputClass } from "@/components/ui/input";

const delayMs = 200;

interface RepoSearchProps {
  value: string;
  onSearch: (search: string) => void;
  /** Down leads from here into the rows. */
  onArrowDown: () => void;
  /** Where the form leads without JavaScript, and what it takes along. */
  action: string;
  fields: Record<string, string>;
}

/** Searches a moment after the last key, or at once with Enter. */
export function RepoSearch({ value, onSearch, onArrowDown, action, fields }: RepoSearchProps) {
  const [typed, setTyped] = useState(value);
  const [seen, setSeen] = useState(value);
  /** Asked for and not yet come back as `value`: typing has gone on meanwhile. */
  const [asked, setAsked] = useState<readonly string[]>([]);
  const [changesFromOutside, setChangesFromOutside] = useState(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  if (value !== seen) {
    setSeen(value);
    const at = asked.indexOf(value);
    setAsked(asked.slice(at + 1));
    if (at < 0) {
      // Back, Forward or "Clear the search".
      setAsked([]);
      setTyped(value);
      setChangesFromOutside(changesFromOutside + 1);
    }
  }
  // What was typed before a change from outside is not meant any more, nor is it on another page.
  // biome-ignore lint/correctness/useExhaustiveDependencies: such a change is what it is about
  useEffect(() => () => clearTimeout(timer.current), [changesFromOutside]);

  // The table may have been sorted or turned since the last key.
  const search = useRef(onSearch);
  useEffect(() => {
    search.current = onSearch;
  });

  const start = (next: string) => {
    clearTimeout(timer.current);
    if (next === (asked.at(-1) ?? value)) return;
    setAsked([...asked, next]);
    search.current(next);
  };
  const change = (next: string) => {
    setTyped(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => start(next), delayMs);
  };

  return (
    <search className="w-64 max-sm:order-last max-sm:w-full">
      <form
        action={action}
        className="relative"
        onSubmit={(event) => {
          event.preventDefault();
          start(typed);
        }}
      >
        <Icon
          name="search"
          className="pointer-events-none absolute inset-y-0 left-2.5 my-auto text-text-muted"
        />
        <input
          type="search"
          name="q"
          aria-label="Search repos by name"
          aria-keyshortcuts="/"
          data-key="/"
          placeholder="Search by name"
          value={typed}
          maxLength={200}
          onChange={(event) => change(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "ArrowDown") return;
            event.preventDefault();
            onArrowDown();
          }}
          className={clsx(inputClass, "h-9 pl-8 pointer-coarse:h-11")}
        />
        {Object.entries(fields).map(([name, field]) => (
          <input key={name} type="hidden" name={name} value={field} />
        ))}
      </form>
    </search>
  );
}
