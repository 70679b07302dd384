"use client";

import { type ReactNode, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Choice } from "@/components/ui/choice";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { DialogForm } from "@/components/ui/dialog-form";
import { Icon } from "@/components/ui/icon";
import { Notice } from "@/components/ui/notice";
import { useUnfinishedSwitch } from "@/components/ui/use-leave-question";
import { ttlMaxSeconds, ttlMinSeconds } from "@/contract/tokens";
import { formatDuration } from "@/lib/format/duration";
import { useCreateToken } from "@/lib/queries/use-create-token";
import { useRevokeToken } from "@/lib/queries/use-revoke-token";
import type { LabelledToken, MintedToken } from "@/lib/wire/answers";
import { describeFailure } from "@/lib/wire/describe-failure";
import { TokenHandOff } from "./token-hand-off";

export interface RotateTokenDialogProps {
  namespace: string;
  repo: string;
  remote: string;
  token: LabelledToken;
  now: number;
  onClose: () => void;
}

/** A new token in the place of an old one: made, handed over, and only then the old one revoked. */
export function RotateTokenDialog({ now, onClose, ...rotated }: RotateTokenDialogProps) {
  const [minted, setMinted] = useState<MintedToken | null>(null);
  const { token } = rotated;
  return (
    <Dialog
      open
      onOpenChange={(next) => !next && onClose()}
      size={minted ? "lg" : "md"}
      title={minted ? "Switch to the new token" : "Rotate this token"}
      description={
        minted ? (
          "Both work until you revoke the old one. The new one is shown this once."
        ) : (
          <>
            Makes a new {token.scope} token in the place of{" "}
            <code className="text-12 text-text">{token.id}</code>. The old one is revoked when you say so,
            after the switch.
          </>
        )
      }
    >
      {minted ? (
        <Switch {...rotated} minted={minted} onClose={onClose} />
      ) : (
        <RotateForm {...rotated} begunAt={now} onMinted={setMinted} />
      )}
    </Dialog>
  );
}

const doneIcon = <Icon name="circle-check" className="text-success" />;
const endedIcon = <Icon name="circle-slash" className="text-text-muted" />;

const inBounds = (seconds: number) => Math.min(ttlMaxSeconds, Math.max(ttlMinSeconds, Math.round(seconds)));

interface RotateFormProps {
  namespace: string;
  repo: string;
  token: LabelledToken;
  begunAt: number;
  onMinted: (minted: MintedToken) => void;
}

function RotateForm({ namespace, repo, token, begunAt, onMinted }: RotateFormProps) {
  const id = useId();
  const create = useCreateToken(namespace, repo);
  const expires = Date.parse(token.expires_at);
  const whole = inBounds((expires - Date.parse(token.created_at)) / 1000);
  const [lifetime, setLifetime] = useState<"whole" | "rest">("whole");
  const rest = inBounds((expires - begunAt) / 1000);
  const options = [
    { value: "whole", label: `As it had: ${formatDuration(whole)}` },
    { value: "rest", label: `As left: ${formatDuration(rest)}` },
  ] as const;

  const submit = () => {
    const ttl = lifetime === "whole" ? whole : inBounds((expires - Date.now()) / 1000);
    create.mutate(
      { scope: token.scope, ttl, ...(token.purpose === null ? {} : { purpose: token.purpose }) },
      { onSuccess: onMinted },
    );
    return true;
  };
  return (
    <DialogForm
      isDirty={lifetime !== "whole"}
      isPending={create.isPending}
      error={create.error}
      onSubmit={submit}
      submitLabel="Create the new token"
      pendingLabel="Creating…"
    >
      <Choice
        legend="Lifetime of the new token"
        name={`${id}-lifetime`}
        options={options}
        value={lifetime}
        onChange={setLifetime}
      />
      <p className="text-13 text-text-muted [overflow-wrap:anywhere]">
        Its scope is the same: {token.scope === "write" ? "read and write" : "read"}.{" "}
        {token.purpose === null ? (
          "The old one has no purpose noted, so neither has the new one."
        ) : (
          <>
            Its purpose too: <bdi>{token.purpose}</bdi>
          </>
        )}
      </p>
      {create.error ? (
        <Notice tone="danger" live>
          No token was made, the old one works on. {describeFailure(create.error, `the repo ${repo}`).advice}
        </Notice>
      ) : null}
    </DialogForm>
  );
}

interface SwitchProps extends Omit<RotateTokenDialogProps, "now"> {
  minted: MintedToken;
}

function Switch({ namespace, repo, remote, token, minted, onClose }: SwitchProps) {
  const [isTaken, setTaken] = useState(false);
  const revoke = useRevokeToken(namespace, repo);
  const [isNewDead, setNewDead] = useState(false);
  const isOver = revoke.isSuccess;
  useUnfinishedSwitch({ isUntaken: !isTaken && !isNewDead, isOldAlive: !isOver && !isNewDead });
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <TokenHandOff
        namespace={namespace}
        repo={repo}
        remote={remote}
        minted={minted}
        purpose={token.purpose}
        onTaken={() => setTaken(true)}
        onRevoked={() => setNewDead(true)}
      />
      <ul aria-label="State of the switch" className="grid gap-1.5 rounded border px-3 py-2 text-13">
        <State icon={isNewDead ? endedIcon : doneIcon}>
          New token <code className="text-12">{minted.id}</code>: {isNewDead ? "revoked again" : "made"}
        </State>
        <State
          icon={
            isOver ? (
              doneIcon
            ) : revoke.error ? (
              <Icon name="circle-exclamation-point" className="text-danger" />
            ) : (
              <Icon name="circle-dashed" className="text-warning" />
            )
          }
        >
          Old token <code className="text-12">{token.id}</code>:{" "}
          {isOver
            ? "revoked, Git refuses it"
            : isNewDead
              ? "still alive, nothing has changed for it"
              : "still alive, it works like the new one"}
        </State>
      </ul>
      {revoke.error ? (
        <Notice tone="danger" live>
          The old token could not be revoked and is still alive.{" "}
          {describeFailure(revoke.error, "the token").advice}
        </Notice>
      ) : null}
      <DialogActions>
        {isOver || isNewDead ? (
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        ) : (
          <Button
            variant="danger"
            aria-disabled={revoke.isPending}
            onClick={() => {
              if (!revoke.isPending) revoke.mutate(token.id, { onSuccess: () => setTaken(true) });
            }}
          >
            {revoke.isPending
              ? "Revoking the old token…"
              : revoke.error
                ? "Try to revoke the old token again"
                : "I have switched: revoke the old token"}
          </Button>
        )}
      </DialogActions>
    </div>
  );
}

function State({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <li className="flex gap-2">
      <span className="mt-0.5 shrink-0">{icon}</span>
      <span className="min-w-0 [overflow-wrap:anywhere]">{children}</span>
    </li>
  );
}
