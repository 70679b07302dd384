"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { describedBy, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { branchName, repoName } from "@/contract/names";
import { type CreateRepoResult, descriptionMaxLength } from "@/contract/repos";
import { describeFailure, failureOf } from "@/lib/queries/failure-words";
import { useCreateRepo } from "@/lib/queries/repos";
import { NameField } from "./name-field";
import { ReadOnlyField } from "./read-only-field";
import { RepoReady } from "./repo-ready";

export function CreateRepoButton({ namespace }: { namespace: string }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [created, setCreated] = useState<CreateRepoResult | null>(null);

  const change = (next: boolean) => {
    setOpen(next);
    if (next) return;
    // The secret leaves the page with the dialog.
    setCreated(null);
    if (created) router.refresh();
  };

  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        <Plus size={16} aria-hidden />
        New repo
      </Button>
      {created ? (
        <Dialog
          open={open}
          onOpenChange={change}
          size="lg"
          persistent
          title={`${created.name} is ready`}
          description="Push to it with the token below. The token is shown this once."
        >
          <RepoReady namespace={namespace} created={created} isEmpty />
        </Dialog>
      ) : (
        <Dialog
          open={open}
          onOpenChange={change}
          title="New repo"
          description={
            <>
              In <strong className="font-medium text-text">{namespace}</strong>, ready to be pushed to at
              once.
            </>
          }
        >
          <CreateRepoForm namespace={namespace} onCreated={setCreated} onCancel={() => change(false)} />
        </Dialog>
      )}
    </>
  );
}

interface FormProps {
  namespace: string;
  onCreated: (created: CreateRepoResult) => void;
  onCancel: () => void;
}

function CreateRepoForm({ namespace, onCreated, onCancel }: FormProps) {
  const id = useId();
  const create = useCreateRepo(namespace);
  const [name, setName] = useState("");
  const [branch, setBranch] = useState("main");
  const [description, setDescription] = useState("");
  const [isReadOnly, setReadOnly] = useState(false);
  const [wasSubmitted, setSubmitted] = useState(false);

  const failure = create.error ? failureOf(create.error) : null;
  const failureAt = (pointer: string) => (failure?.pointer === pointer ? failure.message : null);
  const checkedName = repoName.safeParse(name);
  const checkedBranch = branchName.safeParse(branch);
  const branchError =
    failureAt("/default_branch") ??
    (!checkedBranch.success ? (checkedBranch.error.issues[0]?.message ?? null) : null);
  const isShownAtField = Boolean(
    failureAt("/name") || failureAt("/default_branch") || failure?.kind === "conflict",
  );

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSubmitted(true);
    if (!checkedName.success || !checkedBranch.success || create.isPending) return;
    create.mutate(
      { name, default_branch: branch, read_only: isReadOnly, ...(description ? { description } : {}) },
      { onSuccess: onCreated },
    );
  };

  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <NameField
        id={`${id}-name`}
        namespace={namespace}
        value={name}
        onChange={(next) => {
          setName(next);
          create.reset();
        }}
        failure={failure}
        isStrict={wasSubmitted}
      />
      <Field id={`${id}-description`} label="Description" optional error={failureAt("/description")}>
        <Input
          id={`${id}-description`}
          value={description}
          maxLength={descriptionMaxLength}
          onChange={(event) => setDescription(event.target.value)}
          aria-describedby={describedBy(`${id}-description`, { error: failureAt("/description") })}
        />
      </Field>
      <Field id={`${id}-branch`} label="Default branch" error={branchError}>
        <Input
          id={`${id}-branch`}
          value={branch}
          onChange={(event) => setBranch(event.target.value)}
          aria-invalid={branchError !== null}
          aria-describedby={describedBy(`${id}-branch`, { error: branchError })}
          autoComplete="off"
          spellCheck={false}
          className="font-mono text-13"
        />
      </Field>
      <ReadOnlyField id={`${id}-read-only`} isReadOnly={isReadOnly} onChange={setReadOnly} />
      {create.error && !isShownAtField ? (
        <Notice tone="danger" live>
          {describeFailure(create.error, "the repo").advice}
        </Notice>
      ) : null}
      <DialogActions>
        <Button onClick={onCancel}>Cancel</Button>
        <Button variant="primary" type="submit" disabled={create.isPending}>
          {create.isPending ? "Creating…" : "Create repo"}
        </Button>
      </DialogActions>
    </form>
  );
}
