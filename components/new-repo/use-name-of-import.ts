import { repoName } from "@/contract/names";
import { repoNameOf } from "@/lib/imports/remote-spelling";
import { useFreeName } from "./use-free-name";
import type { useRemoteLook } from "./use-remote-look";

/** The name of the new repo: as typed, else the remote's own, or one like it that is free. */
export function useNameOfImport(namespace: string, { remote, isSettled }: ReturnType<typeof useRemoteLook>) {
  const derived = remote === null ? "" : repoNameOf(remote);
  return useFreeName(namespace, derived, { isWanted: isSettled && repoName.safeParse(derived).success });
}
