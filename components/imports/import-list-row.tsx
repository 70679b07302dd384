import { memo } from "react";
import { RemoteLook } from "@/components/repo-fields/remote-look";
import { Button } from "@/components/ui/button";
import { Cell, Row } from "@/components/ui/data-table";
import { Icon } from "@/components/ui/icon";
import { Input } from "@/components/ui/input";
import { NavLink } from "@/components/ui/nav-link";
import { repoUrl } from "@/lib/routes";
import type { ImportLine, LineOutcome } from "./import-list-state";

interface ImportListRowProps {
  namespace: string;
  line: ImportLine;
  nameProblem: string | null;
  /** While lines are being begun. */
  isLocked: boolean;
  onType: (number: number, name: string) => void;
  onTyped: (number: number, name: string) => void;
  onRemove: (number: number) => void;
}

/** On a phone the cells stand below each other. */
const cellClass = "max-md:block max-md:h-auto max-md:px-4 max-md:py-1";

/** Of five hundred rows only the one that changed is drawn again. */
export const ImportListRow = memo(function ImportListRow(props: ImportListRowProps) {
  const { namespace, line, nameProblem, isLocked, onType, onTyped, onRemove } = props;
  const { number, remote, name, look, outcome } = line;
  const isOpen = outcome.kind === "waiting" || outcome.kind === "failed";
  const problemId = `import-line-${number}-problem`;
  return (
    <Row className="max-md:block max-md:py-2">
      <Cell
        className={`${cellClass} font-mono text-12 [overflow-wrap:anywhere] max-md:min-h-10 max-md:pr-14 max-md:pt-2`}
      >
        {remote.replace("https://", "")}
      </Cell>
      <Cell className={cellClass}>
        {isOpen ? (
          <>
            <Input
              value={name}
              aria-label={`Name for ${remote}`}
              aria-invalid={nameProblem !== null}
              aria-describedby={nameProblem === null ? undefined : problemId}
              disabled={isLocked}
              onChange={(event) => onType(number, event.target.value)}
              onBlur={() => onTyped(number, name)}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              className="h-8 font-mono text-12"
            />
            {nameProblem === null ? null : (
              <p id={problemId} className="mt-1 text-12 text-danger">
                {nameProblem}
              </p>
            )}
          </>
        ) : outcome.kind === "starting" ? (
          <span className="font-mono text-12">{name}</span>
        ) : (
          <NavLink
            href={repoUrl(namespace, name)}
            className="rounded-sm font-mono text-12 font-medium text-accent-text underline-offset-2 hover:underline pointer-coarse:inline-block pointer-coarse:py-3"
          >
            {name}
          </NavLink>
        )}
      </Cell>
      <Cell className={cellClass}>{look === null ? null : <RemoteLook look={look} isBrief />}</Cell>
      <Cell className={cellClass}>
        <Outcome outcome={outcome} />
      </Cell>
      <Cell className={`${cellClass} max-md:absolute max-md:top-1 max-md:right-0`} align="right">
        {isOpen && !isLocked ? (
          <Button
            size="icon"
            variant="ghost"
            aria-label={`Leave out ${remote}`}
            onClick={() => onRemove(number)}
          >
            <Icon name="x" />
          </Button>
        ) : null}
      </Cell>
    </Row>
  );
});

const outcomes = {
  waiting: null,
  starting: { icon: <Icon name="loader" size={14} className="animate-spin" />, words: "Asking the remote…" },
  running: { icon: <Icon name="loader" size={14} className="animate-spin" />, words: "Importing" },
  done: { icon: <Icon name="circle-check" size={14} className="text-success" />, words: "Imported" },
  cancelled: { icon: <Icon name="circle-slash" size={14} />, words: "Cancelled" },
  failed: {
    icon: <Icon name="circle-exclamation-point" size={14} className="text-danger" />,
    words: "Failed",
  },
};

function Outcome({ outcome }: { outcome: LineOutcome }) {
  const shown = outcomes[outcome.kind];
  if (shown === null) return null;
  return (
    <span className="flex gap-1.5 text-12 text-text-muted [overflow-wrap:anywhere]">
      <span className="shrink-0 pt-px">{shown.icon}</span>
      <span className="min-w-0">
        {shown.words}
        {outcome.kind === "failed" ? `: ${outcome.reason}` : null}
      </span>
    </span>
  );
}
