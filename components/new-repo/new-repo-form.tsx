"use client";

import { type ReactNode, useId, useState } from "react";
import { Elapsed } from "@/components/repo-fields/elapsed";
import { InitialTokenField } from "@/components/repo-fields/initial-token-field";
import { NameField } from "@/components/repo-fields/name-field";
import { ReadOnlyField } from "@/components/repo-fields/read-only-field";
import { DialogForm } from "@/components/ui/dialog-form";
import { describedBy, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { repoName } from "@/contract/names";
import { descriptionMaxLength } from "@/contract/repos";
import { assignFieldError } from "@/lib/queries/assign-field-error";
import { describeFailure, failureOf } from "@/lib/wire/describe-failure";
import { useFreeName } from "./use-free-name";

/** What every new repo is asked for; a description that was not given is not there. */
export interface NewRepo {
  name: string;
  description?: string;
  read_only: boolean;
  keep_token: boolean;
}

interface NewRepoFormProps {
  /** The namespace whose names are taken; empty while none is chosen. */
  lookUpIn: string;
  /** A name to begin with; where it is taken, one like it. */
  wish?: string;
  /** The mutation that makes it. */
  making: { error: unknown; isPending: boolean; reset: () => void };
  onSubmit: (repo: NewRepo) => void;
  /** Completes "We could not …", where a failure belongs to no field. */
  what: string;
  /** What the token that comes with it is wanted for, as in "I want to push now". */
  tokenLabel: string;
  submitLabel: string;
  pendingLabel: string;
  /** Fields that the kind of form adds, and how they stand. */
  before?: ReactNode;
  children?: ReactNode;
  isRestDirty: boolean;
  isRestValid: boolean;
  /** Pointers of the added fields, which show their refusals themselves. */
  restPointers?: readonly string[];
  /** The form was sent once: what is wrong with untouched fields may be said. */
  onAttempt?: () => void;
}

/** The form of create and fork: a name, a description, read-only, and what each adds to them. */
export function NewRepoForm({
  lookUpIn,
  wish = "",
  making,
  onSubmit,
  what,
  tokenLabel,
  submitLabel,
  pendingLabel,
  before,
  children,
  isRestDirty,
  isRestValid,
  restPointers = [],
  onAttempt,
}: NewRepoFormProps) {
  const id = useId();
  const { name, setTyped, isTyped, takenName, isLooking } = useFreeName(lookUpIn, wish, {
    isWanted: wish !== "",
  });
  const [description, setDescription] = useState("");
  const [isReadOnly, setReadOnly] = useState(false);
  const [isTokenKept, setTokenKept] = useState(false);
  const [wasSubmitted, setSubmitted] = useState(wish !== "");
  const failure = assignFieldError(making.error, ["/name", "/description", ...restPointers]);
  const descriptionError = failure.at("/description");

  const submit = () => {
    setSubmitted(true);
    onAttempt?.();
    if (!isRestValid || !repoName.safeParse(name).success) return false;
    onSubmit({
      name,
      read_only: isReadOnly,
      keep_token: isTokenKept,
      ...(description ? { description } : {}),
    });
    return true;
  };

  return (
    <DialogForm
      isDirty={isRestDirty || isTyped || description !== "" || isReadOnly || isTokenKept}
      isPending={making.isPending}
      error={making.error}
      onSubmit={submit}
      submitLabel={submitLabel}
      pendingLabel={
        <>
          {pendingLabel} <Elapsed />
        </>
      }
    >
      {before}
      <NameField
        id={`${id}-name`}
        namespace={isLooking ? "" : lookUpIn}
        value={name}
        takenName={takenName}
        onChange={(next) => {
          setTyped(next);
          making.reset();
        }}
        failure={making.error ? failureOf(making.error) : null}
        isStrict={wasSubmitted}
      />
      <Field id={`${id}-description`} label="Description" optional error={descriptionError}>
        <Input
          id={`${id}-description`}
          value={description}
          maxLength={descriptionMaxLength}
          onChange={(event) => {
            setDescription(event.target.value);
            if (descriptionError !== null) making.reset();
          }}
          aria-invalid={descriptionError !== null}
          aria-describedby={describedBy(`${id}-description`, { error: descriptionError })}
        />
      </Field>
      {children}
      <ReadOnlyField id={`${id}-read-only`} isReadOnly={isReadOnly} onChange={setReadOnly} />
      <InitialTokenField id={`${id}-token`} label={tokenLabel} isKept={isTokenKept} onChange={setTokenKept} />
      {failure.isElsewhere ? (
        <Notice tone="danger" live>
          {describeFailure(making.error, what).advice}
        </Notice>
      ) : null}
    </DialogForm>
  );
}
