"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { BulkDialog } from "@/components/ui/bulk-dialog";
import { Button } from "@/components/ui/button";
import { SelectionBar } from "@/components/ui/selection-bar";
import type { RepoWithRemote } from "@/contract/repos";
import { countOf, formatCount } from "@/lib/format/count";
import { collectRepos } from "@/lib/queries/collect-repos";
import { deleteRepo } from "@/lib/queries/delete-repo";
import { forgetRepos } from "@/lib/queries/forget-repos";
import { type LiveToken, listLiveTokens } from "@/lib/queries/live-tokens";
import { refetchTokens } from "@/lib/queries/refetch-tokens";
import type { ReposQuery } from "@/lib/queries/repos";
import { revokeToken } from "@/lib/queries/revoke-token";
import { type BulkReport, runBulk } from "@/lib/queries/run-bulk";
import { useBulkRun } from "@/lib/queries/use-bulk-run";
import { describeFailure } from "@/lib/wire/describe-failure";
import type { Selection } from "./repo-selection";
import { saveRepos } from "./save-repos";

export interface BulkBarProps {
  namespace: string;
  selected: Selection;
  query: Omit<ReposQuery, "cursor" | "limit">;
  /** Whether more rows match than are on the page. */
  hasMore: boolean;
  onSelect: (repos: readonly RepoWithRemote[]) => void;
}

type Task =
  | { kind: "collecting"; count: number }
  | { kind: "counting"; done: number; total: number }
  | { kind: "delete"; repos: RepoWithRemote[] }
  | { kind: "revoke"; tokens: LiveToken[]; unread: BulkReport<RepoWithRemote>["failed"] }
  | { kind: "failed"; advice: string };

/** What can be done with the selected repos. */
export function BulkBar({ namespace, selected, query, hasMore, onSelect }: BulkBarProps) {
  const client = useQueryClient();
  const [task, setTask] = useState<Task | null>(null);
  const cancel = useRef<AbortController | null>(null);
  const repos = [...selected.values()];
  useEffect(() => () => cancel.current?.abort(), []);

  const begin = () => {
    cancel.current = new AbortController();
    return cancel.current.signal;
  };
  const stop = () => {
    cancel.current?.abort();
    setTask(null);
  };

  const selectAll = async () => {
    const signal = begin();
    setTask({ kind: "collecting", count: 0 });
    try {
      const found = await collectRepos(namespace, query, {
        signal,
        onCount: (count) => setTask({ kind: "collecting", count }),
      });
      onSelect(found);
      setTask(null);
    } catch (error) {
      if (!signal.aborted) setTask({ kind: "failed", advice: describeFailure(error, "the repos").advice });
    }
  };

  const countTokens = async () => {
    const signal = begin();
    const tokens: LiveToken[] = [];
    const { failed } = await runBulk(
      repos,
      async (repo) => {
        tokens.push(...(await listLiveTokens(namespace, repo.name, signal)));
      },
      { signal, onProgress: ({ done, total }) => setTask({ kind: "counting", done, total }) },
    );
    if (!signal.aborted) setTask({ kind: "revoke", tokens, unread: failed });
  };

  const deleting = useBulkRun({
    work: (repo: RepoWithRemote) => deleteRepo(namespace, repo.name),
    onChanged: ({ succeeded }) =>
      void forgetRepos(
        client,
        namespace,
        succeeded.map(({ name }) => name),
      ),
  });
  const revoking = useBulkRun({
    work: (token: LiveToken) => revokeToken(namespace, token),
    onChanged: () => void refetchTokens(client, namespace),
  });

  return (
    <SelectionBar
      label="Selected repos"
      status={
        task?.kind === "collecting"
          ? `Selecting… ${formatCount(task.count)} so far`
          : task?.kind === "counting"
            ? `Counting tokens… ${formatCount(task.done)} of ${countOf(task.total, "repo")}`
            : `${countOf(repos.length, "repo")} selected`
      }
      failure={task?.kind === "failed" ? task.advice : null}
    >
      {task?.kind === "collecting" || task?.kind === "counting" ? (
        <Button size="sm" onClick={stop}>
          Stop
        </Button>
      ) : (
        <>
          <Button size="sm" variant="ghost" onClick={() => onSelect([])}>
            Clear
          </Button>
          {hasMore ? (
            <Button size="sm" onClick={selectAll}>
              {query.search ? "Select all that match" : "Select all in this namespace"}
            </Button>
          ) : null}
          <Button size="sm" onClick={() => saveRepos("csv", namespace, repos)}>
            CSV
          </Button>
          <Button size="sm" onClick={() => saveRepos("json", namespace, repos)}>
            JSON
          </Button>
          <Button size="sm" variant="danger-quiet" onClick={countTokens}>
            Revoke tokens…
          </Button>
          <Button size="sm" variant="danger-quiet" onClick={() => setTask({ kind: "delete", repos })}>
            Delete…
          </Button>
        </>
      )}
      <BulkDialog
        open={task?.kind === "delete"}
        onClose={(report) => {
          setTask(null);
          // What is still there stays selected.
          if (report) onSelect([...report.failed.map(({ item }) => item), ...report.left]);
        }}
        title={`Delete ${countOf(task?.kind === "delete" ? task.repos.length : 0, "repo")}?`}
        warning={`Their history and their tokens go with them, and this cannot be undone. Forks of them stay.${pushedWords(repos)}`}
        items={task?.kind === "delete" ? task.repos : []}
        labelOf={(repo) => repo.name}
        bulk={deleting}
        verb={`Delete ${countOf(task?.kind === "delete" ? task.repos.length : 0, "repo")}`}
        done="Deleted"
      />
      <BulkDialog
        open={task?.kind === "revoke"}
        onClose={() => setTask(null)}
        title={`Revoke ${countOf(task?.kind === "revoke" ? task.tokens.length : 0, "live token")}?`}
        warning={
          <>
            Of {countOf(repos.length, "repo")}, read and write alike. Whoever uses one is locked out at once;
            this cannot be undone.
            {task?.kind === "revoke" && task.unread.length > 0 ? ` ${unreadWords(task.unread)}` : ""}
          </>
        }
        items={task?.kind === "revoke" ? task.tokens : []}
        labelOf={(token) => `${token.repo} ${token.id}`}
        bulk={revoking}
        verb={`Revoke ${countOf(task?.kind === "revoke" ? task.tokens.length : 0, "token")}`}
        done="Revoked"
      />
    </SelectionBar>
  );
}

/** Where pushes are reported, how many of the repos hold something. */
function pushedWords(repos: readonly RepoWithRemote[]): string {
  const count = repos.filter((repo) => repo.last_push_at !== null).length;
  return count === 0 ? "" : ` ${formatCount(count)} of them ${count === 1 ? "has" : "have"} been pushed to.`;
}

const unreadNamesMax = 5;

function unreadWords(unread: BulkReport<RepoWithRemote>["failed"]): string {
  const names = unread.slice(0, unreadNamesMax).map(({ item, reason }) => `${item.name} (${reason})`);
  const more =
    unread.length > unreadNamesMax ? ` and ${formatCount(unread.length - unreadNamesMax)} more` : "";
  return `The tokens of ${countOf(unread.length, "repo")} could not be listed and stay alive: ${names.join(", ")}${more}.`;
}
