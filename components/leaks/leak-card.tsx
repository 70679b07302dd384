"use client";

import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Icon } from "@/components/ui/icon";
import { describePlaces } from "@/lib/leaks/describe-place";
import { Line } from "./leak-line";
import { LeakStage, type LeakStageProps } from "./leak-stage";
import type { LeakState } from "./leak-state";

interface LeakCardProps extends Omit<LeakStageProps, "isInRepo"> {
  /** Of a token that lies in a repo: where. */
  where?: ReactNode;
}

/** One token: what it is, what was found of it, what can be done. */
export function LeakCard({ leak, now, where, ...acts }: LeakCardProps) {
  const isInRepo = where !== undefined;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] gap-3 rounded-lg border bg-bg-raised p-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <code className="text-13 font-medium">{leak.mask}</code>
        <StageBadge leak={leak} now={now} isInRepo={isInRepo} />
        {isInRepo ? null : (
          <p className="text-12 text-text-muted">{capitalised(describePlaces(leak.places))}</p>
        )}
      </div>
      {leak.isCut ? (
        <Line icon={<Icon name="scissors" />}>
          A part of this token is missing, so it can be neither tried nor found.
          {isInRepo ? "" : " Paste the whole of it."}
        </Line>
      ) : (
        <LeakStage leak={leak} now={now} isInRepo={isInRepo} {...acts} />
      )}
      {where}
    </li>
  );
}

function StageBadge({ leak, now, isInRepo }: { leak: LeakState; now: number; isInRepo: boolean }) {
  const { stage } = leak;
  if (leak.isCut) return <Badge tone="warning">Truncated</Badge>;
  switch (stage.name) {
    case "waiting":
      return <Badge>Not checked yet</Badge>;
    case "searching":
      return <Badge tone="info">Checking</Badge>;
    case "alive":
      return <Badge tone="danger">Alive</Badge>;
    case "killed":
      return <Badge tone="success">Revoked, proven dead</Badge>;
    case "dead": {
      if (!isInRepo) return <Badge tone="success">Dead</Badge>;
      const isOver = leak.expiresAt !== null && leak.expiresAt * 1000 <= now;
      return <Badge tone="success">{isOver ? "Expired" : "Revoked or unknown"}</Badge>;
    }
    case "not-found":
      return stage.isAlive ? <Badge tone="danger">Alive</Badge> : <Badge>Unknown</Badge>;
    case "stopped":
      return stage.isAlive ? <Badge tone="danger">Alive</Badge> : <Badge tone="warning">Not checked</Badge>;
    case "failed":
      return <Badge tone="warning">Not checked</Badge>;
  }
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
