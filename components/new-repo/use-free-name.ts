import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { freeNameQuery } from "@/lib/queries/free-name";

/** A name for a new repo: as typed, else `wish`, or one like it that is free. */
export function useFreeName(namespace: string, wish: string, { isWanted = true } = {}) {
  const [typed, setTyped] = useState<string | null>(null);
  const isAsked = isWanted && typed === null;
  const query = useQuery({ ...freeNameQuery(namespace, wish), enabled: isAsked });
  const free = isWanted ? query.data : undefined;
  const suggested = free ?? wish;
  return {
    setTyped,
    name: typed ?? suggested,
    isTyped: typed !== null && typed !== suggested,
    /** The wish, where another name stands in its place. */
    takenName: typed === null && free !== undefined && free !== wish ? wish : null,
    /** Until then nothing is said about the name. */
    isLooking: isAsked && query.isPending,
  };
}
