"use client";

import { useQuery } from "@tanstack/react-query";
import { describedBy, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { repoName } from "@/contract/names";
import { repoNameTakenQuery } from "@/lib/queries/repo-name-taken";
import type { FailureFacts } from "@/lib/wire/describe-failure";
import { useSettled } from "./use-settled";

interface NameFieldProps {
  id: string;
  /** Empty while it is not known: then the name is looked up nowhere. */
  namespace: string;
  value: string;
  onChange: (name: string) => void;
  /** What was wished for, where the value is another name because that one is taken. */
  takenName?: string | null;
  /** Of the last submission; shown here when it is about the name. */
  failure: FailureFacts | null;
  /** Say what is wrong with an untouched name too. */
  isStrict: boolean;
}

/** A name for a new repo: checked by the contract's rules at each key, and against the names there are. */
export function NameField({
  id,
  namespace,
  value,
  onChange,
  takenName = null,
  failure,
  isStrict,
}: NameFieldProps) {
  const settled = useSettled(value);
  const checked = repoName.safeParse(value);
  const taken = useQuery({
    ...repoNameTakenQuery(namespace, settled),
    enabled: namespace !== "" && checked.success && settled === value,
  });
  const isTaken = settled === value && taken.data === true;

  let error: string | null = null;
  if (failure?.kind === "conflict" || isTaken) {
    error = "A repo of this name exists already (upper and lower case are the same).";
  } else if (failure?.pointer === "/name") {
    error = failure.message;
  } else if (!checked.success && (isStrict || value !== "")) {
    error = checked.error.issues[0]?.message ?? null;
  }

  const help =
    takenName === null ? undefined : (
      <span role="status" className="[overflow-wrap:anywhere]">
        {takenName} is taken; this name is free.
      </span>
    );

  return (
    <Field id={id} label="Name" error={error} help={help}>
      <Input
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-invalid={error !== null}
        aria-describedby={describedBy(id, { help: help !== undefined, error })}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        required
        className="font-mono text-13"
      />
    </Field>
  );
}
