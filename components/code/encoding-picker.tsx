"use client";

import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { lazyComponent } from "@/components/ui/lazy-component";
import { Popover } from "@/components/ui/popover";
import { SkeletonLines } from "@/components/ui/skeleton";
import type { EncodingReason } from "@/lib/decoding/decode-text";
import type { Encoding } from "@/lib/text/encodings";

/** Its list is loaded when it is opened: an encoding is rarely chosen. */
const EncodingList = lazyComponent(
  () => import("./encoding-list").then((file) => file.EncodingList),
  SkeletonLines,
);

const reasons: Record<EncodingReason, string> = {
  chosen: "chosen by you",
  mark: "a byte order mark says so",
  attribute: ".gitattributes says so",
  declared: "the file says so itself",
  valid: "all of its bytes are valid in it",
  probable: "recognised by its characters",
  assumed: "assumed, as nothing tells",
};

/** The encoding a text is read in and why, and the way to another one. */
export function EncodingPicker({ encoding, reason }: { encoding: Encoding; reason: EncodingReason }) {
  const [isOpen, setIsOpen] = useState(false);
  const why = `${encoding}: ${reasons[reason]}`;
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
        Read as <span className="text-text">{encoding}</span>: {reasons[reason]}.
      </p>
      <EncodingList current={encoding} isChosen={reason === "chosen"} onChosen={() => setIsOpen(false)} />
    </Popover>
  );
}
