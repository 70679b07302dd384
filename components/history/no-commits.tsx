import { BlankSlate } from "@/components/ui/blank-slate";

/** `isBareTree` where a tag leads to files that belong to no commit. */
export function NoCommits({ isBareTree = false }: { isBareTree?: boolean }) {
  return (
    <BlankSlate icon="rotate-ccw-clock" title={isBareTree ? "No commits here" : "No commits yet"}>
      {isBareTree
        ? "This tag leads to files that belong to no commit."
        : "The history begins with the first push."}
    </BlankSlate>
  );
}
