"use client";

import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { lazyComponent } from "@/components/ui/lazy-component";
import { Popover } from "@/components/ui/popover";
import { SkeletonLines } from "@/components/ui/skeleton";
import type { Encoding } from "@/lib/text/encodings";

/** Its list is loaded when it is opened: an encoding is rarely chosen. */
const EncodingList = lazyComponent(
  () => import("./encoding-list").then((file) => file.EncodingList),
  SkeletonLines,
);

interface EncodingPickerProps {
  encoding: Encoding;
  /** Why it is read in that, as half a sentence. */
  reason: string;
  isChosen: boolean;
}

/** The encoding a text is read in and why, and the way to another one. */
export function EncodingPicker({ encoding, reason, isChosen }: EncodingPickerProps) {
  const [isOpen, setIsOpen] = useState(false);
  const why = `${encoding}: ${reason}`;
  return (
    <Popover
      open={isOpen}
      onOpenChange={setIsOpen}
      label="Encodings"
      align="start"
      className="w-64"
      trigger={
        <button
          type="button"
          title={why}
          aria-label={`Encoding ${why}. Choose another`}
          className="flex items-center gap-1 rounded-sm hover:text-text pointer-coarse:min-h-11"
        >
          {encoding}
          <ChevronDown size={12} aria-hidden />
        </button>
      }
    >
      <p className="border-b px-3 py-2 text-12 text-text-muted">
        Read as <span className="text-text">{encoding}</span>: {reason}.
      </p>
      <EncodingList current={encoding} isChosen={isChosen} onChosen={() => setIsOpen(false)} />
    </Popover>
  );
}
