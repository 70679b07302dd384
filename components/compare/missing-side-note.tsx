import { BlankSlate } from "@/components/ui/blank-slate";
import type { MissingSide } from "@/lib/changes/open-comparison";
import { sideText } from "@/lib/changes/parse-range";

/** Why there is nothing to compare. */
export function MissingSideNote({ side, text, reason }: MissingSide) {
  const name = sideText(text);
  const words = {
    "no-repo": `There is no repo ${text.repo}.`,
    "no-ref": `No branch, tag or commit is called ${name}.`,
    unsure: `The hash of more than one commit may begin with ${name}: more digits tell them apart.`,
    "no-commits": "The default branch has no commits yet.",
  };
  return (
    <BlankSlate icon="search-x" title={`The ${side} of this comparison is not there`}>
      {words[reason]}
    </BlankSlate>
  );
}
