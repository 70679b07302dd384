import { History } from "lucide-react";
import { BlankSlate } from "@/components/ui/blank-slate";

export function NoCommits() {
  return (
    <BlankSlate icon={History} title="No commits yet">
      The history begins with the first push.
    </BlankSlate>
  );
}
