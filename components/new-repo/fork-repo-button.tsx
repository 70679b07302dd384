"use client";

import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Icon } from "@/components/ui/icon";
import { repoNameMaxLength } from "@/contract/names";
import type { RepoWithRemote } from "@/contract/repos";
import { countOf } from "@/lib/format/count";
import { useForkRepo } from "@/lib/queries/use-fork-repo";
import type { MadeFork } from "@/lib/wire/initial-token";
import { NewRepoForm } from "./new-repo-form";
import { type ReadyRepo, RepoReady } from "./repo-ready";

const wishEnd = "-fork";

interface ForkRepoButtonProps {
  namespace: string;
  repo: Pick<RepoWithRemote, "name" | "default_branch">;
  /** It takes the place of a button that was clicked. */
  wasClicked?: boolean;
}

export function ForkRepoButton({ namespace, repo, wasClicked = false }: ForkRepoButtonProps) {
  const [open, setOpen] = useState(wasClicked);
  const [forked, setForked] = useState<ReadyRepo<MadeFork> | null>(null);
  const change = (next: boolean) => {
    setOpen(next);
    // The secret leaves the page with the dialog.
    if (!next) setForked(null);
  };
  return (
    <>
      {/* The dialog gives the focus back to what had it. */}
      <Button size="sm" autoFocus={wasClicked} onClick={() => setOpen(true)} data-action="Fork this repo">
        <Icon name="git-fork" />
        Fork
      </Button>
      <Dialog
        open={open}
        onOpenChange={change}
        size={forked ? "lg" : "md"}
        title={forked ? `${forked.name} is ready` : `Fork ${repo.name}`}
        description={
          forked
            ? `It holds ${forked.objects === null ? "the content" : countOf(forked.objects, "Git object")} of ${repo.name}. From here on they go their own ways.`
            : "A copy of its own: what is written to one side afterwards never reaches the other."
        }
      >
        {forked ? (
          <RepoReady namespace={namespace} made={forked} isEmpty={forked.objects === 0} />
        ) : (
          <ForkRepoForm namespace={namespace} repo={repo} onForked={setForked} />
        )}
      </Dialog>
    </>
  );
}

interface FormProps extends ForkRepoButtonProps {
  onForked: (forked: ReadyRepo<MadeFork>) => void;
}

function ForkRepoForm({ namespace, repo, onForked }: FormProps) {
  const id = useId();
  const fork = useForkRepo(namespace, repo.name);
  const [isDefaultOnly, setDefaultOnly] = useState(false);
  const what = isDefaultOnly
    ? `Copies ${repo.default_branch} and the tags that it reaches, nothing else.`
    : "Copies every branch and every tag.";

  return (
    <NewRepoForm
      lookUpIn={namespace}
      wish={`${repo.name.slice(0, repoNameMaxLength - wishEnd.length)}${wishEnd}`}
      making={fork}
      onSubmit={(made) =>
        fork.mutate(
          { ...made, default_branch_only: isDefaultOnly },
          { onSuccess: (forked) => onForked({ ...forked, isReadOnly: made.read_only }) },
        )
      }
      what={`the repo ${repo.name}`}
      tokenLabel="I want to clone or push to it now"
      submitLabel="Fork repo"
      pendingLabel="Forking…"
      isRestDirty={isDefaultOnly}
      isRestValid
    >
      <Checkbox
        id={`${id}-default-only`}
        label={`Only ${repo.default_branch}`}
        help={`${what} With their whole history; Artifacts does not say how large that is.`}
        checked={isDefaultOnly}
        onChange={(event) => setDefaultOnly(event.target.checked)}
      />
    </NewRepoForm>
  );
}
