import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { repoName } from "@/contract/names";
import { repoNameOf } from "@/lib/imports/remote-spelling";
import { freeNameQuery } from "@/lib/queries/imports";
import type { useRemoteLook } from "./use-remote-look";

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
