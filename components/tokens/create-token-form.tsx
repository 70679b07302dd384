"use client";

import { useId, useState } from "react";
import { Choice } from "@/components/ui/choice";
import { DialogForm } from "@/components/ui/dialog-form";
import { describedBy, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import type { Scope } from "@/contract/tokens";
import { assignFieldError } from "@/lib/queries/assign-field-error";
import { useCreateToken } from "@/lib/queries/use-create-token";
import type { MintedToken } from "@/lib/wire/answers";
import { describeFailure } from "@/lib/wire/describe-failure";
import { purposeMaxLength, purpose as purposeText } from "@/lib/wire/token-purpose";
import { LifetimeField } from "./lifetime-field";
import { ttlOf, usualLifetime } from "./token-lifetime";

const scopes = [
  { value: "read", label: "Read" },
  { value: "write", label: "Read and write" },
] as const;

interface CreateTokenFormProps {
  namespace: string;
  repo: string;
  onCreated: (minted: MintedToken, purpose: string | null) => void;
}

export function CreateTokenForm({ namespace, repo, onCreated }: CreateTokenFormProps) {
  const id = useId();
  const create = useCreateToken(namespace, repo);
  const [scope, setScope] = useState<Scope>("read");
  const [lifetime, setLifetime] = useState(usualLifetime);
  const [purpose, setPurpose] = useState("");

  const ttl = ttlOf(lifetime);
  const pointers = [...(lifetime.choice === "custom" ? ["/ttl"] : []), "/purpose"];
  const failure = assignFieldError(create.error, pointers);
  const ttlError = failure.at("/ttl") ?? (ttl === null ? "Between 1 minute and 365 days." : null);
  const trimmed = purpose.trim();
  const checked = trimmed === "" ? null : purposeText.safeParse(trimmed);
  const purposeError =
    failure.at("/purpose") ??
    (checked?.success === false ? (checked.error.issues[0]?.message ?? null) : null);

  const submit = () => {
    if (ttl === null || purposeError !== null) return false;
    create.mutate(
      { scope, ttl, ...(trimmed === "" ? {} : { purpose: trimmed }) },
      { onSuccess: (minted) => onCreated(minted, trimmed || null) },
    );
    return true;
  };

  return (
    <DialogForm
      isDirty={scope !== "read" || lifetime !== usualLifetime || purpose !== ""}
      isPending={create.isPending}
      error={create.error}
      onSubmit={submit}
      submitLabel="Create token"
      pendingLabel="Creating…"
    >
      <Choice legend="Scope" name={`${id}-scope`} options={scopes} value={scope} onChange={setScope} />
      <LifetimeField
        id={`${id}-ttl`}
        lifetime={lifetime}
        error={ttlError}
        onChange={(next) => {
          setLifetime(next);
          create.reset();
        }}
      />
      <Field
        id={`${id}-purpose`}
        label="Purpose"
        optional
        error={purposeError}
        help="Who or what it is for. Kept in this dashboard, never sent to Artifacts."
      >
        <Input
          id={`${id}-purpose`}
          value={purpose}
          maxLength={purposeMaxLength}
          placeholder="Nightly build"
          autoComplete="off"
          onChange={(event) => {
            setPurpose(event.target.value);
            if (failure.at("/purpose") !== null) create.reset();
          }}
          aria-invalid={purposeError !== null}
          aria-describedby={describedBy(`${id}-purpose`, { help: true, error: purposeError })}
        />
      </Field>
      {failure.isElsewhere ? (
        <Notice tone="danger" live>
          {describeFailure(create.error, `the repo ${repo}`).advice}
        </Notice>
      ) : null}
    </DialogForm>
  );
}
