import { Suspense } from "react";
import type { ChunkedCode } from "@/lib/highlight/highlight";
import { setProvisional } from "@/lib/process/page-request";

const words = {
  "too-slow": "Part of this file is shown without colours: highlighting it took too long.",
  busy: "Part of this file is shown without colours: other files were before it. Reload the page to try again.",
  failed: "This file is shown without colours: highlighting it failed.",
} as const;

/** Why colours are missing, which is known at the end only. */
export function PlainReason({ outcome }: Pick<ChunkedCode, "outcome">) {
  return (
    <Suspense fallback={null}>
      <Reason outcome={outcome} />
    </Suspense>
  );
}

async function Reason({ outcome }: Pick<ChunkedCode, "outcome">) {
  const reason = await outcome;
  if (reason === null || reason === "too-large" || reason === "unknown-language") return null;
  setProvisional();
  return <p className="border-b px-4 py-2 text-12 text-text-muted">{words[reason]}</p>;
}
