"use client";

import clsx from "clsx";
import { useEffect, useRef, useState } from "react";
import { Popover } from "@/components/ui/popover";
import { shortHash } from "@/lib/format/short-hash";
import { type Verification, type VerifiedPlace, verify } from "@/lib/queries/verify";
import { describeFailure } from "@/lib/wire/describe-failure";
import { VerifyButton } from "./verify-button";

type State = { kind: "idle" | "busy" } | { kind: "failed"; why: string } | ({ kind: "done" } & Verification);

const looks = {
  idle: { icon: "shield-question-mark", label: "Verifying…", tone: "text-text-muted" },
  busy: { icon: "shield-question-mark", label: "Verifying…", tone: "text-text-muted" },
  failed: { icon: "shield-exclamation-point", label: "Not verified", tone: "text-warning" },
  matches: { icon: "shield-check", label: "Verified", tone: "text-success" },
  differs: { icon: "shield-x", label: "Does not match", tone: "text-danger" },
  belowCommit: { icon: "shield-check", label: "Matches its tree", tone: "text-success" },
  partly: { icon: "shield-check", label: "Matches, in part", tone: "text-success" },
  unknown: { icon: "shield-exclamation-point", label: "Cannot say", tone: "text-warning" },
} as const;

function lookOf(state: State): keyof typeof looks {
  if (state.kind !== "done") return state.kind;
  const { links } = state;
  if (links.some(({ verdict }) => verdict === "differs")) return "differs";
  if (links.length > 0 && links.every(({ verdict }) => verdict === "matches")) return "matches";
  const below = links.filter(({ kind }) => kind !== "commit");
  if (below.length > 0 && below.every(({ verdict }) => verdict === "matches")) return "belowCommit";
  return below.some(({ verdict }) => verdict === "matches") ? "partly" : "unknown";
}

const verdictWords = { matches: "matches", differs: "does not match", unknown: "cannot say" } as const;
const verdictTones = { matches: "text-success", differs: "text-danger", unknown: "text-warning" } as const;

/** Takes the place of the badge that was clicked, and begins: being shown is what it runs on. */
export function VerifyPanel(place: VerifiedPlace) {
  const [state, setState] = useState<State>({ kind: "idle" });
  const [isOpen, setOpen] = useState(true);
  const running = useRef<AbortController>(null);
  useEffect(() => () => running.current?.abort(), []);

  const run = async () => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    setState({ kind: "busy" });
    try {
      setState({ kind: "done", ...(await verify(place, controller.signal)) });
    } catch (error) {
      if (!controller.signal.aborted) {
        setState({ kind: "failed", why: describeFailure(error, "the objects").advice });
      }
    }
  };

  const { icon, label, tone } = looks[lookOf(state)];
  return (
    <Popover
      open={isOpen}
      onOpenChange={(next) => {
        setOpen(next);
        if (next && state.kind !== "busy") void run();
      }}
      label="Verification"
      align="end"
      trigger={
        <VerifyButton icon={icon} label={label} className={tone} autoFocus>
          <span role="status" className="sr-only">
            {state.kind === "idle" ? "" : label}
          </span>
        </VerifyButton>
      }
    >
      <div className="grid max-h-[60dvh] gap-3 overflow-y-auto p-4 text-13">
        {state.kind === "failed" ? <p>{state.why}</p> : null}
        {state.kind === "busy" ? (
          <p className="text-text-muted">Fetching the objects and hashing them…</p>
        ) : null}
        {state.kind === "done" ? <Links {...state} /> : null}
      </div>
    </Popover>
  );
}

function Links({ links, notes }: Verification) {
  return (
    <>
      <p className="text-text-muted">
        The bytes came anew from Artifacts. This browser computed their SHA-1 and held it against the hash
        that the object above names.
      </p>
      <ol className="grid gap-2">
        {links.map(({ kind, name, hash, verdict, reason }) => (
          <li key={`${kind} ${name}`} className="grid gap-0.5">
            <span className="flex items-baseline gap-2">
              <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
                {kind === "commit" ? "Commit" : kind === "tree" ? `${name || "Root"}/` : name}
              </span>
              <code className="text-12 text-text-muted" title={hash}>
                {shortHash(hash)}
              </code>
              <span className={clsx("font-medium", verdictTones[verdict])}>{verdictWords[verdict]}</span>
            </span>
            {reason ? <span className="text-12 text-text-muted">{reason}</span> : null}
          </li>
        ))}
      </ol>
      {notes.map((note) => (
        <p key={note} className="text-12 text-text-muted">
          {note}
        </p>
      ))}
    </>
  );
}
