import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icon";
import { countOf, formatCount } from "@/lib/format/count";
import { remoteProblemWords } from "@/lib/imports/remote-problem-words";
import type { ImportPreflight } from "@/lib/wire/import-preflight";

interface RemoteLookProps {
  /** What was seen; "failed" when the dashboard itself could not say. */
  look: ImportPreflight | "looking" | "failed";
  /** Without what to make of a problem. */
  isBrief?: boolean;
}

/** What the dashboard saw of a remote, in a line. */
export function RemoteLook({ look, isBrief }: RemoteLookProps) {
  if (look === "looking") {
    return (
      <Line icon={<Icon name="loader" size={14} className="animate-spin text-text-muted" />}>
        Looking at the remote…
      </Line>
    );
  }
  const warning = <Icon name="triangle-exclamation-point" size={14} className="text-warning" />;
  if (look === "failed") return <Line icon={warning}>The dashboard could not look at it.</Line>;
  if (look.outcome === "problem") {
    const { title, advice } = remoteProblemWords[look.problem];
    return (
      <Line icon={warning}>
        <span className="font-medium text-warning">{title}.</span> {isBrief ? null : advice}
      </Line>
    );
  }
  const { defaultBranch, branches, branchCount } = look;
  if (branchCount === 0) {
    return <Line icon={warning}>It is empty: there is nothing to import yet.</Line>;
  }
  return (
    <Line icon={<Icon name="circle-check" size={14} className="text-success" />}>
      {defaultBranch === null ? (
        "No default branch: name one. "
      ) : (
        <>
          Default branch <code className="text-12 text-text">{defaultBranch}</code>,{" "}
        </>
      )}
      {countOf(branchCount, "branch", "branches")}
      {branches.length < branchCount && !isBrief
        ? `, of which ${formatCount(branches.length)} are listed below`
        : ""}
    </Line>
  );
}

function Line({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <span className="flex gap-1.5 text-12 text-text-muted [overflow-wrap:anywhere]">
      <span className="shrink-0 pt-px">{icon}</span>
      <span className="min-w-0">{children}</span>
    </span>
  );
}
