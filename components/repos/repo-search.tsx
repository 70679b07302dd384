"use client";

import clsx from "clsx";
import { Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { inputClass } from "@/components/ui/input";

const delayMs = 200;

/** Searches while one types, a moment after the last key. `/` leads here from anywhere on the page. */
export function RepoSearch({ value, onSearch }: { value: string; onSearch: (search: string) => void }) {
  const [typed, setTyped] = useState(value);
  const [seen, setSeen] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const input = useRef<HTMLInputElement>(null);

  // Back, Forward and "Clear the search" change the value from outside.
  if (value !== seen) {
    setSeen(value);
    setTyped(value);
  }

  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      const target = event.target instanceof HTMLElement ? event.target : null;
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
      if (target?.closest("input, textarea, select, [contenteditable], [role=dialog]")) return;
      event.preventDefault();
      input.current?.focus();
    };
    document.addEventListener("keydown", focus);
    return () => document.removeEventListener("keydown", focus);
  }, []);

  const change = (next: string) => {
    setTyped(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      setSeen(next);
      onSearch(next);
    }, delayMs);
  };

  return (
    <div className="relative w-64 max-sm:order-last max-sm:w-full">
      <Search
        size={16}
        aria-hidden
        className="pointer-events-none absolute inset-y-0 left-2.5 my-auto text-text-muted"
      />
      <input
        ref={input}
        type="search"
        aria-label="Search repos by name"
        aria-keyshortcuts="/"
        placeholder="Search by name"
        value={typed}
        maxLength={200}
        onChange={(event) => change(event.target.value)}
        className={clsx(inputClass, "h-9 pl-8 pointer-coarse:h-11")}
      />
    </div>
  );
}
