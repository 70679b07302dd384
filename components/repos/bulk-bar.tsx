"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { RepoWithRemote } from "@/contract/repos";
import { countOf, formatCount } from "@/lib/format/count";
import { toCsv } from "@/lib/format/export-table";
import {
  collectRepos,
  deleteRepoCall,
  type LiveToken,
  listLiveTokens,
  revokeTokenCall,
} from "@/lib/queries/bulk-repos";
import { describeFailure } from "@/lib/queries/failure-words";
import type { ReposQuery } from "@/lib/queries/repos";
import { runBulk } from "@/lib/queries/run-bulk";
import { BulkDialog } from "./bulk-dialog";

const exportColumns = [
  "name",
  "description",
  "default_branch",
  "read_only",
  "status",
  "source",
  "created_at",
  "updated_at",
  "last_push_at",
  "remote",
  "id",
] as const;

interface BulkBarProps {
  namespace: string;
  /** By id: what the list does underneath changes nothing. */
  selected: ReadonlyMap<string, RepoWithRemote>;
  query: Omit<ReposQuery, "cursor" | "limit">;
  /** Whether more rows match than are on the page. */
  hasMore: boolean;
  onSelect: (repos: readonly RepoWithRemote[]) => void;
}

type Task =
  | { kind: "collecting"; count: number }
  | { kind: "counting"; done: number; total: number }
  | { kind: "delete"; repos: RepoWithRemote[] }
  | { kind: "revoke"; tokens: LiveToken[]; unread: number }
  | { kind: "failed"; advice: string };

/** What can be done with the selected repos. */
export function BulkBar({ namespace, selected, query, hasMore, onSelect }: BulkBarProps) {
  const client = useQueryClient();
  const [task, setTask] = useState<Task | null>(null);
  const cancel = useRef<AbortController | null>(null);
  const repos = [...selected.values()];

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
    if (!signal.aborted) setTask({ kind: "revoke", tokens, unread: failed.length });
  };

  const refresh = () => {
    client.invalidateQueries({ queryKey: ["repos", namespace] });
    client.invalidateQueries({ queryKey: ["namespaces"] });
  };

  return (
    <div className="flex flex-wrap items-center gap-2 rounded-lg border border-accent/40 bg-accent-subtle px-3 py-2 text-13">
      <p role="status" className="mr-auto font-medium">
        {task?.kind === "collecting"
          ? `Selecting… ${formatCount(task.count)} so far`
          : task?.kind === "counting"
            ? `Counting tokens… ${formatCount(task.done)} of ${countOf(task.total, "repo")}`
            : `${countOf(repos.length, "repo")} selected`}
      </p>
      {task?.kind === "collecting" || task?.kind === "counting" ? (
        <Button size="sm" onClick={stop}>
          Stop
        </Button>
      ) : (
        <>
          {hasMore ? (
            <Button size="sm" onClick={selectAll}>
              {query.search ? "Select all that match" : "Select all in this namespace"}
            </Button>
          ) : null}
          <Button
            size="sm"
            onClick={() => save("text/csv", `${namespace}-repos.csv`, toCsv(repos, exportColumns))}
          >
            CSV
          </Button>
          <Button
            size="sm"
            onClick={() =>
              save("application/json", `${namespace}-repos.json`, `${JSON.stringify(repos, null, 2)}\n`)
            }
          >
            JSON
          </Button>
          <Button size="sm" variant="danger-quiet" onClick={countTokens}>
            Revoke tokens…
          </Button>
          <Button size="sm" variant="danger-quiet" onClick={() => setTask({ kind: "delete", repos })}>
            Delete…
          </Button>
          <Button size="sm" variant="ghost" onClick={() => onSelect([])}>
            Clear
          </Button>
        </>
      )}
      {task?.kind === "failed" ? (
        <div className="w-full">
          <Notice tone="danger" live>
            {task.advice}
          </Notice>
        </div>
      ) : null}
      <BulkDialog
        open={task?.kind === "delete"}
        onClose={(hasRun) => {
          setTask(null);
          if (hasRun) onSelect([]);
        }}
        title={`Delete ${countOf(task?.kind === "delete" ? task.repos.length : 0, "repo")}?`}
        warning="Their history and their tokens go with them, and this cannot be undone. Forks of them stay."
        items={task?.kind === "delete" ? task.repos : []}
        labelOf={(repo) => repo.name}
        work={(repo, signal) => deleteRepoCall(namespace, repo.name, signal)}
        verb={`Delete ${countOf(task?.kind === "delete" ? task.repos.length : 0, "repo")}`}
        done="Deleted"
        onChanged={refresh}
      />
      <BulkDialog
        open={task?.kind === "revoke"}
        onClose={() => setTask(null)}
        title={`Revoke ${countOf(task?.kind === "revoke" ? task.tokens.length : 0, "live token")}?`}
        warning={
          <>
            Of {countOf(repos.length, "repo")}, read and write alike. Whoever uses one is locked out at once;
            this cannot be undone.
            {task?.kind === "revoke" && task.unread > 0
              ? ` The tokens of ${countOf(task.unread, "repo")} could not be listed.`
              : ""}
          </>
        }
        items={task?.kind === "revoke" ? task.tokens : []}
        labelOf={(token) => `${token.repo} ${token.id}`}
        work={(token, signal) => revokeTokenCall(namespace, token, signal)}
        verb={`Revoke ${countOf(task?.kind === "revoke" ? task.tokens.length : 0, "token")}`}
        done="Revoked"
        onChanged={() => client.invalidateQueries({ queryKey: ["tokens", namespace] })}
      />
    </div>
  );
}

/** Hands a text to the browser as a file. */
function save(type: string, name: string, text: string) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
