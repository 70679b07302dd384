"use client";

import { useState } from "react";
import { Icon } from "@/components/ui/icon";
import { lazyComponent } from "@/components/ui/lazy-component";
import { Popover } from "@/components/ui/popover";
import { SkeletonLines } from "@/components/ui/skeleton";
import { withQueries } from "@/lib/queries/with-queries";
import type { FactListProps } from "./fact-list";

/** Lists are loaded when they are opened: what a file is taken for is rarely chosen. */
const lists = {
  Languages: lazyComponent<FactListProps>(
    () => withQueries(import("./language-list").then((file) => file.LanguageList)),
    SkeletonLines,
  ),
  Encodings: lazyComponent<FactListProps>(
    () => import("./encoding-list").then((file) => file.EncodingList),
    SkeletonLines,
  ),
};

interface FactPickerProps extends Omit<FactListProps, "onChosen"> {
  label: keyof typeof lists;
  align: "start" | "end";
  /** What it is taken for now. */
  title: string;
  /** The same as a sentence, and that another can be chosen. */
  hint: string;
  className: string;
}

/** What a file is taken for, and the way to take it for something else. Its words come from the server. */
export function FactPicker({ label, align, title, hint, className, ...list }: FactPickerProps) {
  const [isOpen, setIsOpen] = useState(false);
  const List = lists[label];
  return (
    <Popover
      open={isOpen}
      onOpenChange={setIsOpen}
      label={label}
      align={align}
      className="w-72"
      trigger={
        <button type="button" aria-label={hint} className={className}>
          <span className="truncate">{title}</span>
          <Icon name="chevron-down" size={14} className="shrink-0" />
        </button>
      }
    >
      <List {...list} onChosen={() => setIsOpen(false)} />
    </Popover>
  );
}
