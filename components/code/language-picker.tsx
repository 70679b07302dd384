"use client";

import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { lazyComponent } from "@/components/ui/lazy-component";
import { Popover } from "@/components/ui/popover";
import { SkeletonLines } from "@/components/ui/skeleton";
import { withQueries } from "@/lib/queries/with-queries";

/** Its list is loaded when it is opened: a language is rarely chosen. */
const LanguageList = lazyComponent(
  () => withQueries(import("./language-list").then((file) => file.LanguageList)),
  SkeletonLines,
);

interface LanguagePickerProps {
  /** As the file is shown now; null when its language is not known. */
  current: { id: string; title: string } | null;
  isChosen: boolean;
}

/** The language a file is coloured in, and the way to another one. */
export function LanguagePicker({ current, isChosen }: LanguagePickerProps) {
  const [isOpen, setIsOpen] = useState(false);
  const title = current?.title ?? "Plain text";
  return (
    <Popover
      open={isOpen}
      onOpenChange={setIsOpen}
      label="Languages"
      align="end"
      className="w-72"
      trigger={
        <Button variant="ghost" size="sm" aria-label={`Language: ${title}. Choose another`}>
          {title}
          <ChevronDown size={14} aria-hidden />
        </Button>
      }
    >
      <LanguageList currentId={current?.id ?? null} isChosen={isChosen} onChosen={() => setIsOpen(false)} />
    </Popover>
  );
}
