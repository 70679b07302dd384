import { cookies } from "next/headers";
import { viewCookie } from "@/components/changes/view-cookie";
import { wrapCookie } from "@/components/ui/wrap-cookie";
import { changeOptions } from "@/lib/changes/change-options";
import { askedLook } from "@/lib/changes/looks";

export type Query = Record<string, string | string[] | undefined>;

/** How changes are to be shown: as the address says, or else as this browser was shown them last. */
export async function askedChanges(query: Query) {
  const jar = await cookies();
  const options = changeOptions.parse(query);
  const remembered = jar.get(viewCookie)?.value === "split" ? "split" : "unified";
  return {
    options: { ...options, view: options.view ?? remembered },
    /** One file alone, or the files from one on. */
    part: { file: textOf(query.file), look: askedLook.parse(query.look), from: numberOf(query.from) },
    isWrapped: jar.get(wrapCookie)?.value === "on",
  };
}

export const textOf = (value: Query[string]): string | null => (typeof value === "string" ? value : null);

/** A number of at least 1; 0 for anything else. */
export function numberOf(value: Query[string]): number {
  const number = Number(value);
  return Number.isSafeInteger(number) && number > 0 ? number : 0;
}
