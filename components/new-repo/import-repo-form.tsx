"use client";

import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { Elapsed } from "@/components/repo-fields/elapsed";
import { type Depth, depthField, ImportDepth } from "@/components/repo-fields/import-depth";
import { InitialTokenField } from "@/components/repo-fields/initial-token-field";
import { NameField } from "@/components/repo-fields/name-field";
import { ReadOnlyField } from "@/components/repo-fields/read-only-field";
import { RemoteLook } from "@/components/repo-fields/remote-look";
import { useSettled } from "@/components/repo-fields/use-settled";
import { Combobox } from "@/components/ui/combobox";
import { DialogForm } from "@/components/ui/dialog-form";
import { describedBy, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NavLink } from "@/components/ui/nav-link";
import { Notice } from "@/components/ui/notice";
import { branchName, repoName } from "@/contract/names";
import { httpsRemoteOf, isWholeRemote, repoNameOf } from "@/lib/imports/remote-spelling";
import { freeNameQuery, importPreflightQuery } from "@/lib/queries/imports";
import { useImportRepo } from "@/lib/queries/repos";
import { importManyUrl } from "@/lib/routes";
import { describeFailure, failureOf } from "@/lib/wire/describe-failure";
import type { MadeRepo } from "@/lib/wire/initial-token";

/** After the last key: nobody's half-typed address is asked for. */
const settleMs = 500;
const noBranches: string[] = [];

/** Where each refusal belongs. */
const fieldsOfPointers: Record<string, "url" | "branch"> = { "/url": "url", "/branch": "branch" };

interface FormProps {
  namespace: string;
  onStarted: (started: MadeRepo) => void;
}

export function ImportRepoForm({ namespace, onStarted }: FormProps) {
  const id = useId();
  const start = useImportRepo(namespace);
  const [address, setAddress] = useState("");
  const [typedName, setTypedName] = useState<string | null>(null);
  const [branch, setBranch] = useState("");
  const [depth, setDepth] = useState<Depth>("all");
  const [isReadOnly, setReadOnly] = useState(false);
  const [isTokenKept, setTokenKept] = useState(false);
  const [wasSubmitted, setSubmitted] = useState(false);

  const remote = httpsRemoteOf(address);
  const whole = remote !== null && isWholeRemote(remote) ? remote : null;
  const settled = useSettled(whole, settleMs);
  const look = useQuery({ ...importPreflightQuery(settled ?? ""), enabled: settled !== null });
  const seen = settled === whole && look.data?.outcome === "seen" ? look.data : null;

  const derivedName = remote === null ? "" : repoNameOf(remote);
  const isDerivable = settled !== null && settled === whole && repoName.safeParse(derivedName).success;
  const free = useQuery({
    ...freeNameQuery(namespace, derivedName),
    enabled: isDerivable && typedName === null,
  });
  const freeName = isDerivable ? free.data : undefined;
  const name = typedName ?? freeName ?? derivedName;

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
  const isListed =
    branch === "" ||
    seen === null ||
    seen.branches.includes(branch) ||
    seen.branches.length < seen.branchCount;

  const submit = () => {
    setSubmitted(true);
    if (remote === null || !repoName.safeParse(name).success || branchError !== null) return false;
    start.mutate(
      {
        name,
        url: remote,
        read_only: isReadOnly,
        keep_token: isTokenKept,
        ...(branch ? { branch } : {}),
        ...depthField(depth),
      },
      { onSuccess: onStarted },
    );
    return true;
  };

  return (
    <DialogForm
      isDirty={
        address !== "" || Boolean(typedName) || branch !== "" || depth !== "all" || isReadOnly || isTokenKept
      }
      isPending={start.isPending}
      error={start.error}
      onSubmit={submit}
      submitLabel="Import repo"
      pendingLabel={
        <>
          Asking the remote… <Elapsed />
        </>
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
        <Field
          id={`${id}-address`}
          label="Address"
          error={addressError}
          help={
            remote !== null && remote !== address.trim() ? (
              <span className="[overflow-wrap:anywhere]">Imports {remote}</span>
            ) : (
              <>
                Any spelling will do. Or{" "}
                <NavLink
                  href={importManyUrl(namespace)}
                  className="text-accent-text underline underline-offset-2"
                >
                  import many at once
                </NavLink>
                .
              </>
            )
          }
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
        <div role="status">
          {whole === null ? null : (
            <RemoteLook
              look={settled !== whole || look.isPending ? "looking" : look.isError ? "failed" : look.data}
            />
          )}
        </div>
      </div>
      <div className="grid gap-1.5">
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
        {typedName === null && freeName !== undefined && freeName !== derivedName ? (
          <p role="status" className="text-12 text-text-muted [overflow-wrap:anywhere]">
            {derivedName} is taken; this name is free.
          </p>
        ) : null}
      </div>
      <Field
        id={`${id}-branch`}
        label="Branch"
        optional
        error={branchError}
        help={isListed ? "Its default branch unless named." : `The remote lists no branch of this name.`}
      >
        <Combobox
          id={`${id}-branch`}
          value={branch}
          onChange={(next) => {
            setBranch(next);
            start.reset();
          }}
          options={seen?.branches ?? noBranches}
          listLabel="Branches of the remote"
          placeholder={seen?.defaultBranch ?? undefined}
          aria-invalid={branchError !== null}
          aria-describedby={describedBy(`${id}-branch`, { help: true, error: branchError })}
          className="font-mono text-13"
        />
      </Field>
      <ImportDepth id={`${id}-depth`} depth={depth} onChange={setDepth} />
      <ReadOnlyField id={`${id}-read-only`} isReadOnly={isReadOnly} onChange={setReadOnly} />
      <InitialTokenField
        id={`${id}-token`}
        label="I want to clone it once it is there"
        isKept={isTokenKept}
        onChange={setTokenKept}
      />
      {start.error && !failedField && !isAtName ? (
        <Notice tone="danger" live>
          {describeFailure(start.error, "the remote").advice}
        </Notice>
      ) : null}
    </DialogForm>
  );
}
