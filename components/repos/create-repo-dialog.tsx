"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { Button, buttonClass } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { CodeSnippet } from "@/components/ui/code-snippet";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { describedBy, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NavLink } from "@/components/ui/nav-link";
import { Notice } from "@/components/ui/notice";
import { SecretField } from "@/components/ui/secret-field";
import { branchName, repoName } from "@/contract/names";
import { type CreateRepoResult, descriptionMaxLength } from "@/contract/repos";
import { pushExistingCommands, pushNewCommands, readTokenCommand } from "@/lib/format/git-commands";
import { describeFailure, failureOf } from "@/lib/queries/failure-words";
import { useCreateRepo } from "@/lib/queries/repos";
import { repoUrl } from "@/lib/routes";

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
          <RepoReady namespace={namespace} created={created} />
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
  const nameError =
    (failure?.kind === "conflict"
      ? "A repo of this name exists already (upper and lower case are the same)."
      : failureAt("/name")) ??
    (!checkedName.success && (wasSubmitted || name !== "")
      ? (checkedName.error.issues[0]?.message ?? null)
      : null);
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
      <Field id={`${id}-name`} label="Name" error={nameError}>
        <Input
          id={`${id}-name`}
          value={name}
          onChange={(event) => {
            setName(event.target.value);
            create.reset();
          }}
          aria-invalid={nameError !== null}
          aria-describedby={describedBy(`${id}-name`, { error: nameError })}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          required
          className="font-mono text-13"
        />
      </Field>
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
      <Checkbox
        id={`${id}-read-only`}
        label="Read-only"
        help="Refuses every push, whatever the token's scope."
        checked={isReadOnly}
        onChange={(event) => setReadOnly(event.target.checked)}
      />
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

function RepoReady({ namespace, created }: { namespace: string; created: CreateRepoResult }) {
  const { remote, token, name, default_branch: branch } = created;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <SecretField secret={token} label="Write token, good for 24 hours" />
      <CodeSnippet
        label="1. Give the token to your shell (paste it, then Enter; nothing is echoed)"
        code={readTokenCommand()}
        what="the command"
      />
      <CodeSnippet
        label="2. Push a project you have"
        code={pushExistingCommands(remote)}
        what="the commands"
      />
      <details className="group">
        <summary className="text-13 text-accent-text">Or begin a new one</summary>
        <div className="mt-3">
          <CodeSnippet code={pushNewCommands(remote, { repo: name, branch })} what="the commands" />
        </div>
      </details>
      <p className="text-12 text-text-muted">
        This keeps the token out of the remote’s URL, the process list, your shell’s history and .git/config.
      </p>
      <DialogActions>
        <NavLink href={repoUrl(namespace, name)} className={buttonClass({ variant: "primary" })}>
          Open the repo
        </NavLink>
      </DialogActions>
    </div>
  );
}
