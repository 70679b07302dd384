"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { countOf, formatCount } from "@/lib/format/count";
import { forksQuery } from "@/lib/queries/forks";
import { useDeleteRepo } from "@/lib/queries/use-delete-repo";
import { namespaceUrl } from "@/lib/routes";
import type { ForkList } from "@/lib/wire/answers";
import { describeFailure } from "@/lib/wire/describe-failure";

interface DeleteRepoButtonProps {
  namespace: string;
  repo: string;
  /** What goes with it, in words; empty when nothing is lost, then no name has to be typed. */
  losses: string[];
}

export function DeleteRepoButton({ namespace, repo, losses }: DeleteRepoButtonProps) {
  const id = useId();
  const router = useRouter();
  const remove = useDeleteRepo(namespace);
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const forks = useQuery({ ...forksQuery(namespace, repo), enabled: open });
  const mustType = losses.length > 0;
  const mayDelete = !mustType || typed === repo;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!mayDelete || remove.isPending) return;
    remove.mutate(repo, { onSuccess: () => router.replace(namespaceUrl(namespace)) });
  };

  return (
    <>
      <Button
        variant="danger-quiet"
        onClick={() => {
          setTyped("");
          remove.reset();
          setOpen(true);
        }}
      >
        Delete this repo
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={`Delete ${repo}?`}
        description={mustType ? "This cannot be undone. It takes with it:" : "It is empty: nothing is lost."}
      >
        <form onSubmit={submit} className="grid gap-4">
          {mustType ? (
            <>
              <ul className="list-disc pl-5 text-13">
                {losses.map((loss) => (
                  <li key={loss}>{loss}</li>
                ))}
              </ul>
              <ForksThatStay forks={forks.data} isFailed={forks.isError} />
              <Field id={`${id}-name`} label={`Type ${repo} to confirm`}>
                <Input
                  id={`${id}-name`}
                  value={typed}
                  onChange={(event) => setTyped(event.target.value)}
                  autoComplete="off"
                  autoCapitalize="off"
                  spellCheck={false}
                  className="font-mono text-13"
                />
              </Field>
            </>
          ) : forks.data && forks.data.forks.length > 0 ? (
            <ForksThatStay forks={forks.data} isFailed={false} />
          ) : null}
          {remove.error ? (
            <Notice tone="danger" live>
              {describeFailure(remove.error, "the repo").advice}
            </Notice>
          ) : null}
          <DialogActions>
            <Button onClick={() => setOpen(false)}>Keep it</Button>
            <Button variant="danger" type="submit" disabled={!mayDelete || remove.isPending}>
              {remove.isPending ? "Deleting…" : "Delete repo"}
            </Button>
          </DialogActions>
        </form>
      </Dialog>
    </>
  );
}

/** So many forks are named; the rest are counted. */
const namedForks = 3;

/** Forks outlive their parent: how many there are, as far as was looked. */
function ForksThatStay({ forks, isFailed }: { forks: ForkList | undefined; isFailed: boolean }) {
  return (
    <p role="status" className="text-13 text-text-muted [overflow-wrap:anywhere]">
      {forks
        ? forkWords(forks)
        : isFailed
          ? "Its forks could not be counted. They stay as they are in any case."
          : "Forks of it stay as they are. Counting them…"}
    </p>
  );
}

function forkWords({ forks, isComplete, searched }: ForkList): string {
  const bound = isComplete
    ? ""
    : ` among the ${formatCount(searched)} newest repos, and perhaps more beyond them`;
  if (forks.length === 0)
    return isComplete ? "It has no forks." : `It has no forks${bound}. Forks stay as they are.`;
  const named = forks.slice(0, namedForks).join(", ");
  const rest = forks.length > namedForks ? ` and ${formatCount(forks.length - namedForks)} more` : "";
  return `${countOf(forks.length, "fork")} of it ${forks.length === 1 ? "stays" : "stay"} as ${forks.length === 1 ? "it is" : "they are"}${bound}: ${named}${rest}.`;
}
