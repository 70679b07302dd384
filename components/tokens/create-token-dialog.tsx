"use client";

import { Plus } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Choice } from "@/components/ui/choice";
import { CodeSnippet } from "@/components/ui/code-snippet";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { describedBy, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { SecretField } from "@/components/ui/secret-field";
import { type CreateTokenResult, type Scope, ttlMaxSeconds, ttlMinSeconds } from "@/contract/tokens";
import { cloneCommand, readTokenCommand } from "@/lib/format/git-commands";
import { absoluteTime } from "@/lib/format/time-ago";
import { describeFailure, failureOf } from "@/lib/queries/failure-words";
import { useCreateToken } from "@/lib/queries/tokens";

const lifetimes = [
  { value: "900", label: "15 min" },
  { value: "3600", label: "1 hour" },
  { value: "86400", label: "24 hours" },
  { value: "custom", label: "Custom" },
] as const;
type Lifetime = (typeof lifetimes)[number]["value"];

const scopes = [
  { value: "read", label: "Read" },
  { value: "write", label: "Read and write" },
] as const;

interface CreateTokenButtonProps {
  namespace: string;
  repo: string;
  remote: string;
}

export function CreateTokenButton({ namespace, repo, remote }: CreateTokenButtonProps) {
  const [open, setOpen] = useState(false);
  const [created, setCreated] = useState<CreateTokenResult | null>(null);
  const change = (next: boolean) => {
    setOpen(next);
    // The secret leaves the page with the dialog.
    if (!next) setCreated(null);
  };
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        <Plus size={16} aria-hidden />
        New token
      </Button>
      {created ? (
        <Dialog
          open={open}
          onOpenChange={change}
          size="lg"
          persistent
          title="Token created"
          description="Copy it now: it is shown this once and kept nowhere."
        >
          <TokenReady created={created} remote={remote} onDone={() => change(false)} />
        </Dialog>
      ) : (
        <Dialog
          open={open}
          onOpenChange={change}
          title="New token"
          description={
            <>
              For <strong className="font-medium text-text">{repo}</strong> alone. It works for Git, never for
              the REST API.
            </>
          }
        >
          <CreateTokenForm
            namespace={namespace}
            repo={repo}
            onCreated={setCreated}
            onCancel={() => change(false)}
          />
        </Dialog>
      )}
    </>
  );
}

interface FormProps {
  namespace: string;
  repo: string;
  onCreated: (created: CreateTokenResult) => void;
  onCancel: () => void;
}

function CreateTokenForm({ namespace, repo, onCreated, onCancel }: FormProps) {
  const id = useId();
  const create = useCreateToken(namespace, repo);
  const [scope, setScope] = useState<Scope>("read");
  const [lifetime, setLifetime] = useState<Lifetime>("3600");
  const [custom, setCustom] = useState("604800");

  const ttl = Number(lifetime === "custom" ? custom : lifetime);
  const isTtlValid =
    Number.isInteger(ttl) && ttl >= ttlMinSeconds && ttl <= ttlMaxSeconds && custom.trim() !== "";
  const failure = create.error ? failureOf(create.error) : null;
  const ttlError =
    failure?.pointer === "/ttl"
      ? failure.message
      : isTtlValid
        ? null
        : `Between ${ttlMinSeconds} seconds and ${ttlMaxSeconds.toLocaleString("en")} seconds (a year).`;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isTtlValid || create.isPending) return;
    create.mutate({ scope, ttl }, { onSuccess: onCreated });
  };

  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <Choice legend="Scope" name={`${id}-scope`} options={scopes} value={scope} onChange={setScope} />
      <Choice
        legend="Lifetime"
        name={`${id}-ttl`}
        options={lifetimes}
        value={lifetime}
        onChange={setLifetime}
      />
      {lifetime === "custom" ? (
        <Field id={`${id}-custom`} label="Lifetime in seconds" error={ttlError}>
          <Input
            id={`${id}-custom`}
            inputMode="numeric"
            value={custom}
            onChange={(event) => setCustom(event.target.value)}
            aria-invalid={ttlError !== null}
            aria-describedby={describedBy(`${id}-custom`, { error: ttlError })}
          />
        </Field>
      ) : null}
      {create.error && failure?.pointer !== "/ttl" ? (
        <Notice tone="danger" live>
          {describeFailure(create.error, "the token").advice}
        </Notice>
      ) : null}
      <DialogActions>
        <Button onClick={onCancel}>Cancel</Button>
        <Button variant="primary" type="submit" disabled={create.isPending || !isTtlValid}>
          {create.isPending ? "Creating…" : "Create token"}
        </Button>
      </DialogActions>
    </form>
  );
}

interface TokenReadyProps {
  created: CreateTokenResult;
  remote: string;
  onDone: () => void;
}

function TokenReady({ created, remote, onDone }: TokenReadyProps) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <SecretField
        secret={created.plaintext}
        label={`${created.scope === "write" ? "Write" : "Read"} token, expires ${absoluteTime(created.expires_at)}`}
      />
      <CodeSnippet
        label="Clone without leaving it in the URL or your shell’s history"
        code={`${readTokenCommand()}\n${cloneCommand(remote)}`}
        what="the commands"
      />
      <DialogActions>
        <Button variant="primary" onClick={onDone}>
          I have stored it
        </Button>
      </DialogActions>
    </div>
  );
}
