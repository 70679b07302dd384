"use client";

import { GitFork } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { repoName } from "@/contract/names";
import { descriptionMaxLength, type ForkRepoResult, type RepoWithRemote } from "@/contract/repos";
import { countOf } from "@/lib/format/count";
import { describeFailure, failureOf } from "@/lib/queries/failure-words";
import { useForkRepo } from "@/lib/queries/repos";
import { Elapsed } from "./elapsed";
import { NameField } from "./name-field";
import { ReadOnlyField } from "./read-only-field";
import { RepoReady } from "./repo-ready";

interface ForkRepoButtonProps {
  namespace: string;
  repo: Pick<RepoWithRemote, "name" | "default_branch">;
}

export function ForkRepoButton({ namespace, repo }: ForkRepoButtonProps) {
  const [open, setOpen] = useState(false);
  const [forked, setForked] = useState<ForkRepoResult | null>(null);
  const change = (next: boolean) => {
    setOpen(next);
    // The secret leaves the page with the dialog.
    if (!next) setForked(null);
  };
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        <GitFork size={16} aria-hidden />
        Fork
      </Button>
      <Dialog
        open={open}
        onOpenChange={change}
        persistent={forked !== null}
        size={forked ? "lg" : "md"}
        title={forked ? `${forked.name} is ready` : `Fork ${repo.name}`}
        description={
          forked
            ? `It holds ${countOf(forked.objects, "Git object")} of ${repo.name}. From here on they go their own ways.`
            : "A copy of its own: what is written to one side afterwards never reaches the other."
        }
      >
        {forked ? (
          <RepoReady namespace={namespace} created={forked} isEmpty={forked.objects === 0} />
        ) : (
          <ForkRepoForm
            namespace={namespace}
            repo={repo}
            onForked={setForked}
            onCancel={() => change(false)}
          />
        )}
      </Dialog>
    </>
  );
}

interface FormProps extends ForkRepoButtonProps {
  onForked: (forked: ForkRepoResult) => void;
  onCancel: () => void;
}

function ForkRepoForm({ namespace, repo, onForked, onCancel }: FormProps) {
  const id = useId();
  const fork = useForkRepo(namespace, repo.name);
  const [name, setName] = useState(`${repo.name}-fork`);
  const [description, setDescription] = useState("");
  const [isReadOnly, setReadOnly] = useState(false);
  const [isDefaultOnly, setDefaultOnly] = useState(false);
  const failure = fork.error ? failureOf(fork.error) : null;
  const isAtName = failure?.kind === "conflict" || failure?.pointer === "/name";

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!repoName.safeParse(name).success || fork.isPending) return;
    fork.mutate(
      {
        name,
        read_only: isReadOnly,
        default_branch_only: isDefaultOnly,
        ...(description ? { description } : {}),
      },
      { onSuccess: onForked },
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
          fork.reset();
        }}
        failure={failure}
        isStrict
      />
      <Field id={`${id}-description`} label="Description" optional>
        <Input
          id={`${id}-description`}
          value={description}
          maxLength={descriptionMaxLength}
          onChange={(event) => setDescription(event.target.value)}
        />
      </Field>
      <Checkbox
        id={`${id}-default-only`}
        label={`Only ${repo.default_branch}`}
        help={
          isDefaultOnly
            ? `Copies ${repo.default_branch} and the tags that it reaches, nothing else.`
            : "Now every branch and every tag is copied."
        }
        checked={isDefaultOnly}
        onChange={(event) => setDefaultOnly(event.target.checked)}
      />
      <ReadOnlyField id={`${id}-read-only`} isReadOnly={isReadOnly} onChange={setReadOnly} />
      {fork.error && !isAtName ? (
        <Notice tone="danger" live>
          {describeFailure(fork.error, "the fork").advice}
        </Notice>
      ) : null}
      <DialogActions>
        <Button onClick={onCancel}>Cancel</Button>
        <Button variant="primary" type="submit" disabled={fork.isPending}>
          {fork.isPending ? (
            <>
              Forking… <Elapsed />
            </>
          ) : (
            "Fork repo"
          )}
        </Button>
      </DialogActions>
    </form>
  );
}
