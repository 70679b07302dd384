"use client";

import { type ReactNode, useId, useState } from "react";
import { describedBy, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { branchName } from "@/contract/names";
import { assignFieldError } from "@/lib/queries/assign-field-error";
import { useCreateRepo } from "@/lib/queries/use-create-repo";
import { NewRepoForm } from "./new-repo-form";
import type { ReadyRepo } from "./repo-ready";

const usualBranch = "main";

interface CreateRepoFormProps {
  namespace: string;
  /** Where taken names are looked up, when that is not `namespace` yet: it is still being typed. */
  lookUpIn?: string;
  onCreated: (created: ReadyRepo) => void;
  /** A field over the others that decides the namespace, and how it stands. */
  before?: ReactNode;
  isBeforeDirty?: boolean;
  isBeforeValid?: boolean;
  onAttempt?: () => void;
}

export function CreateRepoForm({
  namespace,
  lookUpIn = namespace,
  onCreated,
  before,
  isBeforeDirty = false,
  isBeforeValid = true,
  onAttempt,
}: CreateRepoFormProps) {
  const id = useId();
  const create = useCreateRepo(namespace);
  const [branch, setBranch] = useState(usualBranch);
  const checked = branchName.safeParse(branch);
  const refusal = assignFieldError(create.error, ["/default_branch"]).at("/default_branch");
  const error = refusal ?? (checked.success ? null : (checked.error.issues[0]?.message ?? null));

  return (
    <NewRepoForm
      lookUpIn={lookUpIn}
      making={create}
      onSubmit={(repo) =>
        create.mutate(
          { ...repo, default_branch: branch },
          { onSuccess: (made) => onCreated({ ...made, isReadOnly: repo.read_only }) },
        )
      }
      what="the repo"
      tokenLabel="I want to push to it now"
      submitLabel="Create repo"
      pendingLabel="Creating…"
      before={before}
      isRestDirty={isBeforeDirty || branch !== usualBranch}
      isRestValid={isBeforeValid && checked.success}
      restPointers={["/default_branch"]}
      onAttempt={onAttempt}
    >
      <Field id={`${id}-branch`} label="Default branch" error={error}>
        <Input
          id={`${id}-branch`}
          value={branch}
          onChange={(event) => {
            setBranch(event.target.value);
            if (refusal !== null) create.reset();
          }}
          aria-invalid={error !== null}
          aria-describedby={describedBy(`${id}-branch`, { error })}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          className="font-mono text-13"
        />
      </Field>
    </NewRepoForm>
  );
}
