import { queryOptions } from "@tanstack/react-query";
import { repoNameMaxLength } from "@/contract/names";
import { queryKeys } from "./query-keys";
import { repoNameTakenQuery } from "./repo-name-taken";

/** After so many numbers in a row the next ones are not tried one by one. */
const inARow = 4;
/** A namespace with so many of one name gets no suggestion. */
const numberMax = 65_536;

/** `base`, or `base` with the number after those that are taken. `base` again when there is no end to them. */
export function freeNameQuery(namespace: string, base: string) {
  return queryOptions({
    queryKey: queryKeys.freeName(namespace, base),
    queryFn: async ({ client }) => {
      const isTaken = (number: number) =>
        client.fetchQuery(repoNameTakenQuery(namespace, numbered(base, number)));
      const number = await findFreeNumber(isTaken);
      return numbered(base, number ?? 1);
    },
    staleTime: 5_000,
    retry: false,
  });
}

/** 500 forks of one repo are numbered 1 to 500: doubling and halving asks some 20 times, not 500. */
export async function findFreeNumber(isTaken: (number: number) => Promise<boolean>): Promise<number | null> {
  let taken = 0;
  let free = 1;
  while (await isTaken(free)) {
    taken = free;
    free = taken < inARow ? taken + 1 : taken * 2;
    if (free > numberMax) return null;
  }
  while (free - taken > 1) {
    const middle = Math.floor((taken + free) / 2);
    if (await isTaken(middle)) taken = middle;
    else free = middle;
  }
  return free;
}

/** The number stays where the name has to be cut to fit. */
function numbered(base: string, number: number): string {
  const end = number === 1 ? "" : `-${number}`;
  return `${base.slice(0, repoNameMaxLength - end.length)}${end}`;
}
