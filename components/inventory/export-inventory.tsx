"use client";

import { useState } from "react";
import { ExportPopover } from "@/components/ui/export-popover";
import { saveFile } from "@/components/ui/save-file";
import { countOf } from "@/lib/format/count";
import { toCsv } from "@/lib/format/export-table";
import { lifetimeSeconds } from "@/lib/inventory/lifetime";
import type { RatedToken } from "@/lib/inventory/rate-risk";
import { initialWords } from "@/lib/tokens/token-origin";
import type { InventoryState } from "@/lib/wire/inventory-events";

interface ExportInventoryProps {
  namespace: string;
  tokens: readonly RatedToken[];
  state: InventoryState | null;
  isLive: (id: string) => boolean;
}

const columns = [
  "repo",
  "id",
  "scope",
  "label",
  "purpose",
  "created_at",
  "expires_at",
  "lifetime_seconds",
  "risk",
  "because",
] as const;

/** The tokens that pass the filters, in their order, as a file. There are no secrets to keep out of it. */
export function ExportInventory({ namespace, tokens, state, isLive }: ExportInventoryProps) {
  const [open, setOpen] = useState(false);
  const isWhole = state?.phase === "whole" && state.unread === 0;
  const save = (format: "csv" | "json") => {
    const rows = tokens.filter(({ id }) => isLive(id)).map(rowOf);
    const text =
      format === "csv"
        ? toCsv(rows, columns)
        : `${JSON.stringify(
            {
              namespace,
              as_of: isoOf(state?.touchedAt ?? Date.now()),
              complete: isWhole,
              repos_read: (state?.reposDone ?? 0) - (state?.unread ?? 0),
              tokens: rows,
            },
            null,
            2,
          )}\n`;
    saveFile(`${namespace}-live-tokens${isWhole ? "" : "-partial"}`, format, text);
    setOpen(false);
  };
  return (
    <ExportPopover
      open={open}
      onOpenChange={setOpen}
      what={`The ${countOf(tokens.length, "token")} that the filters let through, in this order: ids and times, no secrets.${
        isWhole ? "" : " Not every repo was read: the file is marked as partial."
      }`}
      onExport={save}
    />
  );
}

const isoOf = (time: number) => new Date(time).toISOString();

function rowOf(token: RatedToken) {
  const { repo, id, scope, purpose, createdAt, expiresAt, risk } = token;
  return {
    repo,
    id,
    scope,
    label: token.isOwn ? "dashboard" : token.initial === null ? null : initialWords[token.initial],
    purpose,
    created_at: isoOf(createdAt),
    expires_at: isoOf(expiresAt),
    lifetime_seconds: lifetimeSeconds(token),
    risk: risk.level,
    because: risk.because,
  };
}
