"use client";

import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useSettled } from "@/components/repo-fields/use-settled";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { describedBy, Field } from "@/components/ui/field";
import { Icon } from "@/components/ui/icon";
import { Input } from "@/components/ui/input";
import { useOpenedByAddress } from "@/components/ui/use-opened-by-address";
import { namespaceName } from "@/contract/names";
import { countOf } from "@/lib/format/count";
import { namespaceQuery } from "@/lib/queries/namespaces";
import { CreateRepoForm } from "./create-repo-form";
import { type ReadyRepo, RepoReady } from "./repo-ready";

/** A namespace is made with its first repo: both in one form. */
export function CreateNamespaceButton() {
  const [open, setOpen] = useOpenedByAddress();
  const [made, setMade] = useState<{ namespace: string; repo: ReadyRepo } | null>(null);

  const change = (next: boolean) => {
    setOpen(next);
    // The secret leaves the page with the dialog.
    if (!next) setMade(null);
  };

  return (
    <>
      <Button variant="primary" onClick={() => change(true)}>
        <Icon name="plus" />
        New namespace
      </Button>
      <Dialog
        open={open}
        onOpenChange={change}
        size={made ? "lg" : "md"}
        title={made ? `${made.namespace}/${made.repo.name} is ready` : "New namespace"}
        description={
          made
            ? made.repo.initialToken.state === "kept"
              ? "Push to it with the token below."
              : "Empty so far: its page shows how to push to it."
            : "A namespace comes into being with its first repo."
        }
      >
        {made ? (
          <RepoReady namespace={made.namespace} made={made.repo} isEmpty />
        ) : (
          <CreateNamespaceForm onMade={(namespace, repo) => setMade({ namespace, repo })} />
        )}
      </Dialog>
    </>
  );
}

function CreateNamespaceForm({ onMade }: { onMade: (namespace: string, repo: ReadyRepo) => void }) {
  const id = useId();
  const [namespace, setNamespace] = useState("");
  const settled = useSettled(namespace);
  const [wasTried, setTried] = useState(false);
  const checked = namespaceName.safeParse(namespace);
  const isSettled = checked.success && settled === namespace;
  const existing = useQuery({ ...namespaceQuery(settled), enabled: isSettled });
  const found = isSettled ? existing.data : null;
  const error =
    checked.success || (namespace === "" && !wasTried) ? null : (checked.error.issues[0]?.message ?? null);
  const help = found
    ? `${found.namespace} exists already, with ${countOf(found.repo_count, "repo")}: the repo will be made in it.`
    : "2 to 63 letters, digits, dots, dashes or underscores.";

  return (
    <CreateRepoForm
      namespace={namespace}
      lookUpIn={isSettled ? namespace : ""}
      onCreated={(repo) => onMade(namespace, repo)}
      isBeforeDirty={namespace !== ""}
      isBeforeValid={checked.success}
      onAttempt={() => setTried(true)}
      before={
        <Field id={`${id}-namespace`} label="Namespace" error={error} help={help}>
          <Input
            id={`${id}-namespace`}
            value={namespace}
            onChange={(event) => setNamespace(event.target.value)}
            aria-invalid={error !== null}
            aria-describedby={describedBy(`${id}-namespace`, { help, error })}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            required
            className="font-mono text-13"
          />
        </Field>
      }
    />
  );
}
