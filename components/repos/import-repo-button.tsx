"use client";

import { Download } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Choice } from "@/components/ui/choice";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { describedBy, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { branchName, repoName } from "@/contract/names";
import type { CreateRepoResult } from "@/contract/repos";
import { httpsRemoteOf, repoNameOf } from "@/lib/format/remote-spelling";
import { describeFailure, failureOf } from "@/lib/queries/failure-words";
import { useImportRepo } from "@/lib/queries/repos";
import { Elapsed } from "./elapsed";
import { NameField } from "./name-field";
import { ReadOnlyField } from "./read-only-field";
import { RepoReady } from "./repo-ready";

const depths = [
  { value: "all", label: "Whole history" },
  { value: "100", label: "Latest 100" },
  { value: "1", label: "Latest only" },
] as const;
type Depth = (typeof depths)[number]["value"];

export function ImportRepoButton({ namespace }: { namespace: string }) {
  const [open, setOpen] = useState(false);
  const [started, setStarted] = useState<CreateRepoResult | null>(null);
  const change = (next: boolean) => {
    setOpen(next);
    // The secret leaves the page with the dialog.
    if (!next) setStarted(null);
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Download size={16} aria-hidden />
        <span className="max-sm:sr-only">Import</span>
      </Button>
      <Dialog
        open={open}
        onOpenChange={change}
        persistent={started !== null}
        size={started ? "lg" : "md"}
        title={started ? `${started.name} is on its way` : "Import a repo"}
        description={
          started
            ? "Its history arrives in the background; the repo’s page shows how far it is. The token works once it is there."
            : "From a public address. The history arrives in the background; you can watch it on the repo’s page."
        }
      >
        {started ? (
          <RepoReady namespace={namespace} created={started} isEmpty={false} />
        ) : (
          <ImportRepoForm namespace={namespace} onStarted={setStarted} onCancel={() => change(false)} />
        )}
      </Dialog>
    </>
  );
}

/** Where each refusal belongs. */
const fieldsOfPointers: Record<string, "url" | "branch"> = { "/url": "url", "/branch": "branch" };

interface FormProps {
  namespace: string;
  onStarted: (started: CreateRepoResult) => void;
  onCancel: () => void;
}

function ImportRepoForm({ namespace, onStarted, onCancel }: FormProps) {
  const id = useId();
  const start = useImportRepo(namespace);
  const [address, setAddress] = useState("");
  const [typedName, setTypedName] = useState<string | null>(null);
  const [branch, setBranch] = useState("");
  const [depth, setDepth] = useState<Depth>("all");
  const [isReadOnly, setReadOnly] = useState(false);
  const [wasSubmitted, setSubmitted] = useState(false);

  const remote = httpsRemoteOf(address);
  const name = typedName ?? (remote === null ? "" : repoNameOf(remote));
  const failure = start.error ? failureOf(start.error) : null;
  const failedField = failure?.pointer ? fieldsOfPointers[failure.pointer] : undefined;
  const isAtName = failure?.kind === "conflict" || failure?.pointer === "/name";
  const addressError =
    failedField === "url"
      ? (failure?.message ?? null)
      : remote === null && (wasSubmitted || address.length > 12)
        ? "This is not the address of a repo."
        : null;
  const branchError =
    failedField === "branch"
      ? (failure?.message ?? null)
      : branch !== "" && !branchName.safeParse(branch).success
        ? "Not a valid branch name."
        : null;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSubmitted(true);
    if (remote === null || !repoName.safeParse(name).success || branchError !== null || start.isPending)
      return;
    start.mutate(
      {
        name,
        url: remote,
        read_only: isReadOnly,
        ...(branch ? { branch } : {}),
        ...(depth === "all" ? {} : { depth: Number(depth) }),
      },
      { onSuccess: onStarted },
    );
  };

  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <Field
        id={`${id}-address`}
        label="Address"
        error={addressError}
        help={remote !== null && remote !== address.trim() ? `Imports ${remote}` : "Any spelling will do."}
      >
        <Input
          id={`${id}-address`}
          value={address}
          placeholder="https://github.com/owner/repo"
          onChange={(event) => {
            setAddress(event.target.value);
            start.reset();
          }}
          aria-invalid={addressError !== null}
          aria-describedby={describedBy(`${id}-address`, { help: true, error: addressError })}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          required
        />
      </Field>
      <NameField
        id={`${id}-name`}
        namespace={namespace}
        value={name}
        onChange={(next) => {
          setTypedName(next);
          start.reset();
        }}
        failure={isAtName ? failure : null}
        isStrict={wasSubmitted}
      />
      <Field
        id={`${id}-branch`}
        label="Branch"
        optional
        error={branchError}
        help="Its default branch unless named."
      >
        <Input
          id={`${id}-branch`}
          value={branch}
          onChange={(event) => {
            setBranch(event.target.value);
            start.reset();
          }}
          aria-invalid={branchError !== null}
          aria-describedby={describedBy(`${id}-branch`, { help: true, error: branchError })}
          autoComplete="off"
          spellCheck={false}
          className="font-mono text-13"
        />
      </Field>
      <Choice legend="Commits" name={`${id}-depth`} options={depths} value={depth} onChange={setDepth} />
      <ReadOnlyField id={`${id}-read-only`} isReadOnly={isReadOnly} onChange={setReadOnly} />
      {start.error && !failedField && !isAtName ? (
        <Notice tone="danger" live>
          {describeFailure(start.error, "the remote").advice}
        </Notice>
      ) : null}
      <DialogActions>
        <Button onClick={onCancel}>Cancel</Button>
        <Button variant="primary" type="submit" disabled={start.isPending}>
          {start.isPending ? (
            <>
              Asking the remote… <Elapsed />
            </>
          ) : (
            "Import repo"
          )}
        </Button>
      </DialogActions>
    </form>
  );
}
