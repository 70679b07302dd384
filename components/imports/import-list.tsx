"use client";

import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { describedBy, Field } from "@/components/ui/field";
import { inputClass } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { PageLeaveGuard } from "@/components/ui/page-leave-guard";
import { useUnsavedInput } from "@/components/ui/use-leave-question";
import { countOf, formatCount } from "@/lib/format/count";
import { ImportListRun } from "./import-list-run";
import { type ImportLine, linesMax, parseAddressList } from "./import-list-state";

/** Many imports at once: first the list as text, then a table of what became of each line. */
export function ImportList({ namespace }: { namespace: string }) {
  const [text, setText] = useState("");
  const [lines, setLines] = useState<ImportLine[] | null>(null);
  return (
    <PageLeaveGuard>
      {lines === null ? (
        <AddressList text={text} onText={setText} onLines={setLines} />
      ) : (
        <ImportListRun namespace={namespace} lines={lines} onEdit={() => setLines(null)} />
      )}
    </PageLeaveGuard>
  );
}

interface AddressListProps {
  text: string;
  onText: (text: string) => void;
  onLines: (lines: ImportLine[]) => void;
}

function AddressList({ text, onText, onLines }: AddressListProps) {
  const id = useId();
  const { lines: found, unread, duplicateCount, leftOutCount } = parseAddressList(text);
  useUnsavedInput({ isDirty: text.trim() !== "", isSubmitting: false });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (found.length > 0) onLines(found);
  };
  const asides = [
    duplicateCount > 0 ? `${countOf(duplicateCount, "duplicate")} left out` : null,
    leftOutCount > 0
      ? `${formatCount(leftOutCount)} beyond the first ${formatCount(linesMax)} left out: import them afterwards`
      : null,
  ].filter((words) => words !== null);
  return (
    <form onSubmit={submit} noValidate className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <Field
        id={id}
        label="Addresses"
        help={`One a line, in any spelling, up to ${formatCount(linesMax)}. Empty lines and what follows a # are skipped.`}
      >
        <textarea
          id={id}
          rows={12}
          value={text}
          onChange={(event) => onText(event.target.value)}
          placeholder={"https://github.com/owner/repo\ngit@gitlab.com:group/project.git"}
          aria-describedby={describedBy(id, { help: true })}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          className={`${inputClass} resize-y py-2 font-mono text-13`}
        />
      </Field>
      <p role="status" className="min-h-5 text-13 text-text-muted">
        {text.trim() === "" ? "" : [countOf(found.length, "address", "addresses"), ...asides].join(". ")}
        {text.trim() === "" ? "" : "."}
      </p>
      {unread.length > 0 ? (
        <Notice tone="warning">
          {unread.length === 1 ? "One line is" : `${formatCount(unread.length)} lines are`} no address of a
          repo and left out:{" "}
          {unread
            .slice(0, 5)
            .map(({ number, text: words }) => `line ${number} (${words})`)
            .join(", ")}
          {unread.length > 5 ? ` and ${formatCount(unread.length - 5)} more` : ""}.
        </Notice>
      ) : null}
      <div>
        <Button variant="primary" type="submit" disabled={found.length === 0}>
          {found.length === 0 ? "Look at them" : `Look at ${countOf(found.length, "address", "addresses")}`}
        </Button>
      </div>
    </form>
  );
}
