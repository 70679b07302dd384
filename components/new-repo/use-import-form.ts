"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSettled } from "@/components/repo-fields/use-settled";
import { branchName, repoName } from "@/contract/names";
import { httpsRemoteOf, isWholeRemote, repoNameOf } from "@/lib/imports/remote-spelling";
import { freeNameQuery, importPreflightQuery } from "@/lib/queries/imports";
import type { FailureFacts } from "@/lib/wire/failure-facts";

/** After the last key, so that no half-typed address is asked for. */
const settleMs = 500;

/** What is at the address that is being typed, as far as the dashboard's server sees it. */
export function useRemoteLook(address: string) {
  const remote = httpsRemoteOf(address);
  const whole = remote !== null && isWholeRemote(remote) ? remote : null;
  const settled = useSettled(whole, settleMs);
  const isSettled = settled !== null && settled === whole;
  const query = useQuery({ ...importPreflightQuery(settled ?? ""), enabled: settled !== null });
  const seen = settled === whole && query.data?.outcome === "seen" ? query.data : null;
  const answered = query.isError || query.data === undefined ? ("failed" as const) : query.data;
  const look = settled !== whole || query.isPending ? ("looking" as const) : answered;
  return { remote, isWhole: whole !== null, isSettled, seen, look };
}

/** The name of the new repo: as typed, else the remote's own, or one like it that is free. */
export function useNameOfImport(namespace: string, { remote, isSettled }: ReturnType<typeof useRemoteLook>) {
  const [typed, setTyped] = useState<string | null>(null);
  const derived = remote === null ? "" : repoNameOf(remote);
  const isDerivable = isSettled && repoName.safeParse(derived).success;
  const query = useQuery({ ...freeNameQuery(namespace, derived), enabled: isDerivable && typed === null });
  const free = isDerivable ? query.data : undefined;
  const takenName = typed === null && free !== undefined && free !== derived ? derived : null;
  return { typed, setTyped, name: typed ?? free ?? derived, takenName };
}

/** Where each refusal belongs. */
const fieldsOfPointers: Record<string, "url" | "branch"> = { "/url": "url", "/branch": "branch" };

interface Entered {
  address: string;
  remote: string | null;
  branch: string;
  wasSubmitted: boolean;
}

/** What is wrong with each field: what Artifacts refused there, or what can be seen beforehand. */
export function errorsOfFields(failure: FailureFacts | null, entered: Entered) {
  const { address, remote, branch, wasSubmitted } = entered;
  const failedField = failure?.pointer ? fieldsOfPointers[failure.pointer] : undefined;
  const isAtName = failure?.kind === "conflict" || failure?.pointer === "/name";
  const refusal = failure?.message ?? null;
  const isNoAddress = remote === null && (wasSubmitted || address.length > 12);
  const isNoBranch = branch !== "" && !branchName.safeParse(branch).success;
  return {
    address: failedField === "url" ? refusal : isNoAddress ? "This is not the address of a repo." : null,
    branch: failedField === "branch" ? refusal : isNoBranch ? "Not a valid branch name." : null,
    name: isAtName ? failure : null,
    isElsewhere: failure !== null && failedField === undefined && !isAtName,
  };
}
