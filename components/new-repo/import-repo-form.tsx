"use client";

import { useId, useState } from "react";
import { Elapsed } from "@/components/repo-fields/elapsed";
import { type Depth, depthField, ImportDepth } from "@/components/repo-fields/import-depth";
import { InitialTokenField } from "@/components/repo-fields/initial-token-field";
import { NameField } from "@/components/repo-fields/name-field";
import { ReadOnlyField } from "@/components/repo-fields/read-only-field";
import { RemoteLook } from "@/components/repo-fields/remote-look";
import { Combobox } from "@/components/ui/combobox";
import { DialogForm } from "@/components/ui/dialog-form";
import { describedBy, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NavLink } from "@/components/ui/nav-link";
import { Notice } from "@/components/ui/notice";
import { repoName } from "@/contract/names";
import { useImportRepo } from "@/lib/queries/use-import-repo";
import { importManyUrl } from "@/lib/routes";
import { describeFailure, failureOf } from "@/lib/wire/describe-failure";
import { errorsOfFields } from "./errors-of-fields";
import type { ReadyRepo } from "./repo-ready";
import { useNameOfImport } from "./use-name-of-import";
import { useRemoteLook } from "./use-remote-look";

const noBranches: string[] = [];

interface FormProps {
  namespace: string;
  onStarted: (started: ReadyRepo) => void;
}

export function ImportRepoForm({ namespace, onStarted }: FormProps) {
  const id = useId();
  const start = useImportRepo(namespace);
  const [address, setAddress] = useState("");
  const [branch, setBranch] = useState("");
  const [depth, setDepth] = useState<Depth>("all");
  const [isReadOnly, setReadOnly] = useState(false);
  const [isTokenKept, setTokenKept] = useState(false);
  const [wasSubmitted, setSubmitted] = useState(false);

  const found = useRemoteLook(address);
  const { remote, seen } = found;
  const { setTyped, name, isTyped, takenName, isLooking } = useNameOfImport(namespace, found);
  const failure = start.error ? failureOf(start.error) : null;
  const errors = errorsOfFields(failure, { address, remote, branch, wasSubmitted });
  const isListed =
    branch === "" ||
    seen === null ||
    seen.branches.includes(branch) ||
    seen.branches.length < seen.branchCount;

  const submit = () => {
    setSubmitted(true);
    if (remote === null || !repoName.safeParse(name).success || errors.branch !== null) return false;
    start.mutate(
      {
        name,
        url: remote,
        read_only: isReadOnly,
        keep_token: isTokenKept,
        ...(branch ? { branch } : {}),
        ...depthField(depth),
      },
      { onSuccess: (made) => onStarted({ ...made, isReadOnly }) },
    );
    return true;
  };

  return (
    <DialogForm
      isDirty={address !== "" || isTyped || branch !== "" || depth !== "all" || isReadOnly || isTokenKept}
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
          error={errors.address}
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
            aria-invalid={errors.address !== null}
            aria-describedby={describedBy(`${id}-address`, { help: true, error: errors.address })}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            required
          />
        </Field>
        <div role="status">{found.isWhole ? <RemoteLook look={found.look} /> : null}</div>
      </div>
      <NameField
        id={`${id}-name`}
        namespace={isLooking ? "" : namespace}
        value={name}
        takenName={takenName}
        onChange={(next) => {
          setTyped(next);
          start.reset();
        }}
        failure={errors.name}
        isStrict={wasSubmitted}
      />
      <Field
        id={`${id}-branch`}
        label="Branch"
        optional
        error={errors.branch}
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
          aria-invalid={errors.branch !== null}
          aria-describedby={describedBy(`${id}-branch`, { help: true, error: errors.branch })}
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
      {errors.isElsewhere ? (
        <Notice tone="danger" live>
          {describeFailure(start.error, "the remote").advice}
        </Notice>
      ) : null}
    </DialogForm>
  );
}
