import { readAtMost } from "@/lib/bytes/bounded-body";
import { apiChainUrl, rawUrl } from "@/lib/routes";
import { lfsPointerLimitBytes, parseLfsPointer } from "@/lib/text/parse-lfs-pointer";
import type { Link, Place } from "@/lib/verify/verify-place";
import { hashChain } from "@/lib/wire/answers";
import { ApiFailure } from "./api-failure";
import { callDashboard } from "./call-dashboard";
import { fetchRaw } from "./fetch-raw";

export interface VerifiedPlace {
  namespace: string;
  repo: string;
  commitHash: string;
  /** As URLs spell the commit. */
  commitName: string;
  /** Empty for the root. */
  path: string;
  kind: "file" | "directory" | "submodule";
}

export interface Verification {
  links: Link[];
  /** Where something was left out, what and why. */
  notes: string[];
}

/** A whole file is held at once to be hashed: the browser's SHA-1 takes no streams. */
export const verifyMaxBytes = 64 * 1024 * 1024;

/** Fetches a place again, past every cache of the browser, and recomputes its hashes here. */
export async function verify(place: VerifiedPlace, signal: AbortSignal): Promise<Verification> {
  const { namespace, repo, commitHash, commitName, path, kind } = place;
  if (!window.isSecureContext) {
    return { links: [], notes: ["The browser computes hashes on https and local addresses only."] };
  }
  const [chain, blob, { verifyPlace }] = await Promise.all([
    callDashboard(hashChain, { url: apiChainUrl(namespace, repo, commitHash, path), signal }),
    kind === "file" ? readBytes(rawUrl(namespace, repo, commitName, path), signal) : null,
    import("@/lib/verify/verify-place"),
  ]);
  const notes: string[] = [];
  if (!chain.isWhole) {
    notes.push(
      "The directories on the way hold too many entries to be sent here: git fsck checks them in a clone.",
    );
  }
  if (kind === "submodule") notes.push("The submodule's own commit is in another repo.");
  if (blob !== null && "bytes" in blob && isLfsPointer(blob.bytes)) {
    notes.push(
      "Git keeps a pointer here, and that is what was checked. The large file itself is elsewhere (LFS).",
    );
  }
  const segments: Place["path"] = path.split("/").filter(Boolean);
  return {
    links: await verifyPlace({
      commit: chain.commit,
      path: segments,
      levels: chain.levels,
      // Without the directory above there is no hash to hold the file against.
      blob: chain.isWhole ? blob : null,
    }),
    notes,
  };
}

async function readBytes(url: string, signal: AbortSignal): Promise<Place["blob"]> {
  const answer = await fetchRaw(url, { cache: "no-store", signal }).catch((cause: unknown) => {
    if (signal.aborted) throw cause;
    throw new ApiFailure("unreachable", "The dashboard does not answer.", { cause });
  });
  if (!answer.ok || answer.body === null) {
    return { reason: `The file could not be fetched again: the answer was ${answer.status}.` };
  }
  const { bytes, truncated } = await readAtMost(answer.body, verifyMaxBytes);
  if (!truncated) return { bytes };
  return {
    reason: "It is larger than 64 MiB, more than is hashed here: git hash-object does it in a clone.",
  };
}

function isLfsPointer(bytes: Uint8Array): boolean {
  if (bytes.byteLength >= lfsPointerLimitBytes) return false;
  return parseLfsPointer(new TextDecoder().decode(bytes)) !== null;
}
