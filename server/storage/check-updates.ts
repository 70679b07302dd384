import { isRefName } from "@/contract/names";
import { hiddenPrefix } from "./advertised-refs";
import type { RefSnapshot } from "./ref-snapshot";
import { type RefUpdate, zeroHash } from "./repo-storage";

/** A ref is a file, and so is its lock, whose name is longer by `.lock`: file systems take 255 bytes. */
const refPartMaxBytes = 250;

/**
 * Why an update cannot be made on top of `refs`, in Git's words; null when nothing stands against it. Objects are not
 * looked at here.
 */
export function refusalOf(update: RefUpdate, refs: RefSnapshot): string | null {
  const { ref, oldHash, newHash } = update;
  const parts = ref.split("/");
  if (parts[0] !== "refs" || !isRefName(ref) || parts.length < 3) return "funny refname";
  if (parts.some((part) => Buffer.byteLength(part, "utf8") > refPartMaxBytes)) return "refname too long";
  if (`${ref}/`.startsWith(hiddenPrefix)) return "deny updating a hidden ref";
  if (newHash === zeroHash && ref === refs.headRef) return "deletion of the current branch prohibited";
  const current = refs.get(ref);
  if ((current ?? zeroHash) !== oldHash) {
    // Another push came first; the client's own words for it.
    return newHash === zeroHash || current === null ? "failed to update ref" : "fetch first";
  }
  if (current === null && newHash !== zeroHash) {
    const conflict = refs.conflictOf(ref);
    if (conflict !== null) return `'${conflict}' exists; cannot create '${ref}'`;
  }
  return null;
}
