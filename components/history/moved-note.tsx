import { NavLink } from "@/components/ui/nav-link";
import { Notice } from "@/components/ui/notice";
import { shortHash } from "@/lib/format/short-hash";

interface MovedNoteProps {
  refName: string;
  tip: string;
  /** Whether the commit that the log began at is still there. */
  isLost: boolean;
  newestHref: string;
}

/** Says that a ref leads elsewhere than the log that one reads. */
export function MovedNote({ refName, tip, isLost, newestHref }: MovedNoteProps) {
  if (isLost) {
    return (
      <Notice>
        The commit that this log began at is gone from the repo: this is {refName} as it is now.
      </Notice>
    );
  }
  return (
    <Notice>
      This log begins at {shortHash(tip)}, where {refName} was.{" "}
      <NavLink href={newestHref} className="underline">
        Show {refName} as it is now
      </NavLink>
    </Notice>
  );
}
