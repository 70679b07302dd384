import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { RatedToken } from "@/lib/inventory/rate-risk";
import { refetchTokens } from "@/lib/queries/refetch-tokens";
import { revokeToken } from "@/lib/queries/revoke-token";
import type { BulkReport } from "@/lib/queries/run-bulk";
import { useBulkRun } from "@/lib/queries/use-bulk-run";

/** Many tokens to be revoked, once that was confirmed in a `BulkDialog` of `dialog`. */
export function useRevocation(namespace: string, onRevoked: (ids: readonly string[]) => void) {
  const client = useQueryClient();
  const [asked, setAsked] = useState<RatedToken[] | null>(null);
  const bulk = useBulkRun({
    work: (token: RatedToken) => revokeToken(namespace, token),
    onChanged: () => void refetchTokens(client, namespace),
  });
  return {
    ask: setAsked,
    dialog: {
      open: asked !== null,
      items: asked ?? [],
      bulk,
      onClose(report: BulkReport<RatedToken> | null) {
        setAsked(null);
        // Only now: what asked may go with the last of the tokens, and the report is read first.
        if (report && report.succeeded.length > 0) onRevoked(report.succeeded.map(({ id }) => id));
      },
    },
  };
}
