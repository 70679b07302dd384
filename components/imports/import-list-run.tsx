"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useId, useReducer, useState } from "react";
import { type Depth, depthField, ImportDepth } from "@/components/repo-fields/import-depth";
import { ReadOnlyField } from "@/components/repo-fields/read-only-field";
import { Button } from "@/components/ui/button";
import { HeaderCell, Table, TableFrame } from "@/components/ui/data-table";
import { useUnfinishedList } from "@/components/ui/use-leave-question";
import { repoName } from "@/contract/names";
import { countOf, formatCount } from "@/lib/format/count";
import { useStartedImports } from "@/lib/imports/use-started-imports";
import { ApiFailure } from "@/lib/queries/api-failure";
import { beginImport } from "@/lib/queries/begin-import";
import { freeNameQuery } from "@/lib/queries/free-name";
import { importPreflightQuery } from "@/lib/queries/imports";
import { refetchRepos } from "@/lib/queries/refetch-repos";
import { repoNameTakenQuery } from "@/lib/queries/repo-name-taken";
import { runBulk } from "@/lib/queries/run-bulk";
import { useBulkRun } from "@/lib/queries/use-bulk-run";
import { failureOf } from "@/lib/wire/describe-failure";
import { ImportListRow } from "./import-list-row";
import { type ImportLine, nameProblems, reduceList } from "./import-list-state";

const looksAtOnce = 4;
/** Each start makes the service ask its remote, which takes a while. */
const startsAtOnce = 3;
const startAttempts = 6;

interface ImportListRunProps {
  namespace: string;
  lines: ImportLine[];
  onEdit: () => void;
}

/** The table of a list: each line looked at, named, begun and followed. */
export function ImportListRun({ namespace, lines: given, onEdit }: ImportListRunProps) {
  const id = useId();
  const client = useQueryClient();
  const [lines, dispatch] = useReducer(reduceList, given);
  const [depth, setDepth] = useState<Depth>("all");
  const [isReadOnly, setReadOnly] = useState(false);
  const records = useStartedImports();
  const problems = nameProblems(lines);

  useEffect(() => dispatch({ type: "follow", namespace, records }), [namespace, records]);

  // Looked at once, as they were pasted: what is edited afterwards is a name, and is checked where it is edited.
  useEffect(() => {
    const leave = new AbortController();
    const look = async ({ number, remote, name }: ImportLine) => {
      dispatch({ type: "look", number, look: "looking" });
      const [seen, free] = await Promise.all([
        client.fetchQuery(importPreflightQuery(remote)).catch(() => "failed" as const),
        repoName.safeParse(name).success
          ? client.fetchQuery(freeNameQuery(namespace, name)).catch(() => name)
          : name,
      ]);
      dispatch({ type: "look", number, look: seen });
      if (free !== name) dispatch({ type: "suggest", number, name: free });
    };
    void runBulk(given, look, { signal: leave.signal, onProgress: () => {}, concurrency: looksAtOnce });
    return () => leave.abort();
  }, [client, namespace, given]);

  const begin = async ({ number, name, remote }: ImportLine) => {
    dispatch({ type: "come-out", number, outcome: { kind: "starting" } });
    try {
      await beginImport(namespace, {
        name,
        url: remote,
        read_only: isReadOnly,
        ...depthField(depth),
      });
      dispatch({ type: "come-out", number, outcome: { kind: "running" } });
    } catch (error) {
      const { kind, message, pointer } = failureOf(error);
      // Being asked to wait is not a failure.
      const isToWait = kind === "rate-limited";
      dispatch({
        type: "come-out",
        number,
        outcome: isToWait ? { kind: "waiting" } : { kind: "failed", reason: message },
      });
      // The fault of a remote does not pass by asking again at once.
      throw pointer === undefined || isToWait ? error : new ApiFailure("invalid", message);
    }
  };
  // A page that is left begins no more; what was begun goes on.
  const { progress, run, stop } = useBulkRun({
    work: begin,
    concurrency: startsAtOnce,
    attempts: startAttempts,
    onChanged({ left }) {
      for (const { number } of left) dispatch({ type: "come-out", number, outcome: { kind: "waiting" } });
      void refetchRepos(client, [namespace]);
    },
  });
  const isRunning = progress !== null;

  const typeName = useCallback(
    (number: number, name: string) => dispatch({ type: "type-name", number, name }),
    [],
  );
  const checkName = useCallback(
    async (number: number, name: string) => {
      if (!repoName.safeParse(name).success) return;
      const isTaken = await client.fetchQuery(repoNameTakenQuery(namespace, name)).catch(() => false);
      dispatch({ type: "find-taken", number, name, isTaken });
    },
    [client, namespace],
  );
  const remove = useCallback((number: number) => dispatch({ type: "remove", number }), []);

  const countOfKind = (kind: ImportLine["outcome"]["kind"]) =>
    lines.filter(({ outcome }) => outcome.kind === kind).length;
  const startable = lines.filter(
    ({ number, outcome }) => outcome.kind === "waiting" && !problems.has(number),
  );
  const failed = lines.filter(({ number, outcome }) => outcome.kind === "failed" && !problems.has(number));
  const isUntouched = lines.every(({ outcome }) => outcome.kind === "waiting");
  useUnfinishedList({
    isBegun: isRunning || !isUntouched,
    hasRest: isRunning || lines.some(({ outcome }) => outcome.kind === "waiting"),
  });
  const counts = [
    ["done", "imported"],
    ["running", "importing"],
    ["failed", "failed"],
    ["cancelled", "cancelled"],
    ["waiting", "not begun"],
  ] as const;

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      {isUntouched && !isRunning ? (
        <div className="grid items-start gap-4 rounded-lg border bg-bg-raised p-4 sm:grid-cols-2 sm:gap-8">
          <ImportDepth id={`${id}-depth`} depth={depth} onChange={setDepth} />
          <ReadOnlyField id={`${id}-read-only`} isReadOnly={isReadOnly} onChange={setReadOnly} />
        </div>
      ) : null}
      <div className="flex flex-wrap items-center gap-2">
        <p
          role="status"
          className="tabular min-w-0 flex-1 basis-60 max-sm:basis-full text-13 text-text-muted"
        >
          {progress === null
            ? isUntouched
              ? `${countOf(lines.length, "address", "addresses")}. Each brings its default branch.`
              : counts
                  .map(([kind, words]) => [countOfKind(kind), words] as const)
                  .filter(([count]) => count > 0)
                  .map(([count, words]) => `${formatCount(count)} ${words}`)
                  .join(", ")
            : `${formatCount(progress.done)} of ${formatCount(progress.total)} begun. ${
                progress.waitingSeconds === null
                  ? "Stay here until all are: what was begun goes on by itself."
                  : `Waiting ${progress.waitingSeconds} s because Artifacts asked to.`
              }`}
        </p>
        {isRunning ? (
          <Button onClick={stop}>Stop</Button>
        ) : (
          <>
            {isUntouched ? <Button onClick={onEdit}>Edit the list</Button> : null}
            {!isUntouched && startable.length === 0 ? <Button onClick={onEdit}>Import others</Button> : null}
            {failed.length > 0 ? (
              <Button onClick={() => run(failed)}>Retry {formatCount(failed.length)} failed</Button>
            ) : null}
            {startable.length > 0 || isUntouched ? (
              <Button variant="primary" disabled={startable.length === 0} onClick={() => run(startable)}>
                Import {countOf(startable.length, "repo")}
              </Button>
            ) : null}
          </>
        )}
      </div>
      <TableFrame>
        <Table label="Addresses to import">
          <thead className="max-md:sr-only">
            <tr>
              <HeaderCell className="w-[30%]">Address</HeaderCell>
              <HeaderCell className="w-56">Name</HeaderCell>
              <HeaderCell className="w-[24%]">Remote</HeaderCell>
              <HeaderCell>Outcome</HeaderCell>
              <HeaderCell className="w-12">
                <span className="sr-only">Leave out</span>
              </HeaderCell>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <ImportListRow
                key={line.number}
                namespace={namespace}
                line={line}
                nameProblem={problems.get(line.number) ?? null}
                isLocked={isRunning}
                onType={typeName}
                onTyped={checkName}
                onRemove={remove}
              />
            ))}
          </tbody>
        </Table>
      </TableFrame>
      <p className="text-12 text-text-muted">
        A write token comes with each repo, and nobody sees these: the dashboard’s server revokes each as soon
        as Artifacts lets it, at the latest when the import ends.
      </p>
    </div>
  );
}
