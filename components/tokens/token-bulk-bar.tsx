"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { BulkDialog } from "@/components/ui/bulk-dialog";
import { Button } from "@/components/ui/button";
import { SelectionBar } from "@/components/ui/selection-bar";
import { countOf } from "@/lib/format/count";
import { formatDuration } from "@/lib/format/duration";
import { findLiveTokens } from "@/lib/queries/live-tokens";
import { refetchTokens } from "@/lib/queries/refetch-tokens";
import { revokeToken } from "@/lib/queries/revoke-token";
import { useBulkRun } from "@/lib/queries/use-bulk-run";
import type { LabelledToken } from "@/lib/wire/answers";
import { describeFailure } from "@/lib/wire/describe-failure";
import type { TokenSelection } from "./token-list";

export interface TokenBulkBarProps {
  namespace: string;
  repo: string;
  selected: TokenSelection;
  onSelect: (tokens: readonly LabelledToken[]) => void;
  /** While it is at work the selection is left alone: its report must not go away with what it reports on. */
  onBusy: (isBusy: boolean) => void;
}

type Task =
  | { kind: "checking" }
  /** `tokens` are alive as of now; the others of the selection are not. */
  | { kind: "revoke"; tokens: LabelledToken[]; endedCount: number; atMs: number }
  | { kind: "failed"; advice: string };

/** What can be done with the selected tokens. Before anything is revoked, it is looked whether each is still alive. */
export function TokenBulkBar({ namespace, repo, selected, onSelect, onBusy }: TokenBulkBarProps) {
  const client = useQueryClient();
  const [task, setTask] = useState<Task | null>(null);
  const cancel = useRef<AbortController | null>(null);
  useEffect(() => () => cancel.current?.abort(), []);
  const isBusy = task !== null && task.kind !== "failed";
  useEffect(() => onBusy(isBusy), [onBusy, isBusy]);
  const revoking = useBulkRun({
    work: ({ id }: LabelledToken) => revokeToken(namespace, { repo, id }),
    onChanged: () => void refetchTokens(client, namespace, repo),
  });

  const check = async () => {
    const controller = new AbortController();
    cancel.current = controller;
    setTask({ kind: "checking" });
    try {
      const ids = new Set(selected.keys());
      const tokens = await findLiveTokens(namespace, repo, ids, controller.signal);
      setTask({ kind: "revoke", tokens, endedCount: ids.size - tokens.length, atMs: Date.now() });
    } catch (error) {
      if (!controller.signal.aborted)
        setTask({ kind: "failed", advice: describeFailure(error, "the tokens").advice });
    }
  };

  const tokens = task?.kind === "revoke" ? task.tokens : [];
  const atMs = task?.kind === "revoke" ? task.atMs : 0;
  const endedCount = task?.kind === "revoke" ? task.endedCount : 0;
  const ownCount = tokens.filter(({ label }) => label === "dashboard").length;
  return (
    <SelectionBar
      label="Selected tokens"
      status={
        task?.kind === "checking"
          ? "Looking which are still alive…"
          : `${countOf(selected.size, "token")} selected`
      }
      failure={task?.kind === "failed" ? task.advice : null}
    >
      {task?.kind === "checking" ? (
        <Button
          size="sm"
          onClick={() => {
            cancel.current?.abort();
            setTask(null);
          }}
        >
          Stop
        </Button>
      ) : (
        <>
          <Button size="sm" variant="ghost" onClick={() => onSelect([])}>
            Clear
          </Button>
          <Button size="sm" variant="danger-quiet" onClick={check}>
            Revoke {countOf(selected.size, "token")}…
          </Button>
        </>
      )}
      <BulkDialog
        open={task?.kind === "revoke"}
        onClose={(report) => {
          setTask(null);
          // What is still alive stays selected.
          onSelect(report ? [...report.failed.map(({ item }) => item), ...report.left] : tokens);
        }}
        title={tokens.length === 0 ? "Nothing left to revoke" : `Revoke ${countOf(tokens.length, "token")}?`}
        warning={
          <>
            {tokens.length === 0 ? "" : "Whoever uses one is locked out at once; this cannot be undone."}
            {endedCount === 0
              ? ""
              : ` ${countOf(endedCount, "other")} of your selection ${endedCount === 1 ? "is" : "are"} revoked or expired already and left out.`}
            {ownCount === 0
              ? ""
              : ` ${countOf(ownCount, "token")} of this dashboard’s own ${ownCount === 1 ? "is" : "are"} among them: it makes another one when it needs it.`}
          </>
        }
        items={tokens}
        labelOf={(token) => describeToken(token, atMs)}
        bulk={revoking}
        verb={`Revoke ${countOf(tokens.length, "token")}`}
        done="Revoked"
      />
    </SelectionBar>
  );
}

/** Enough to know it again before it is revoked. */
function describeToken({ id, scope, purpose, label, expires_at }: LabelledToken, now: number): string {
  const left = formatDuration((Date.parse(expires_at) - now) / 1000);
  return [id, scope, `${left} left`, label, purpose].filter((word) => word !== null).join(" · ");
}
