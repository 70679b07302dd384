import "server-only";
import { z } from "zod";
import { type Commit, commit } from "@/contract/content";
import { objectHash } from "@/contract/names";
import { logPath } from "@/contract/paths";
import { callApi } from "@/lib/artifacts/client";
import { connection } from "@/lib/artifacts/connection";
import { type ContentRepo, keepCommit } from "@/lib/artifacts/content";
import { findCommits } from "@/lib/history/find-commits";
import { shortHashIn } from "@/lib/wire/short-hash-search";
import type { OpenRepo } from "./open-repo";
import { type ResolvedRefPath, resolveRefPath } from "./resolve-ref";

/** What a hash that is not written out may mean. */
export interface UnsureHash {
  digits: string;
  path: string[];
  /** One alone where not all of the history was looked at. */
  commits: Commit[];
  isWhole: boolean;
}

export type ResolvedPlace =
  | ({
      kind: "sure" /** Whether the address names the commit by less than its hash. */;
      isShort: boolean;
    } & ResolvedRefPath)
  | ({ kind: "unsure" } & UnsureHash);

/**
 * As `resolveRefPath`; where no ref is called so, hashes are also taken in part and in capitals, as Git takes them. Null when nothing
 * fits. Throws `ArtifactsError`.
 */
export async function resolvePlace(opened: OpenRepo, segments: string[]): Promise<ResolvedPlace | null> {
  const { refs, content } = opened;
  const resolved = resolveRefPath(refs, segments);
  if (resolved !== null) return { kind: "sure", isShort: false, ...resolved };
  const [first, ...path] = segments;
  const sure = (hash: string): ResolvedPlace => ({
    kind: "sure",
    isShort: true,
    ref: { kind: "commit", name: hash, commitHash: hash },
    path,
  });
  const inLowerCase = first?.toLowerCase() ?? "";
  if (objectHash.safeParse(inLowerCase).success) return sure(inLowerCase);
  const digits = shortHashIn(first);
  if (digits === null) return null;

  const vouchedFor = await commitAtRef(content, digits);
  if (vouchedFor !== null) return sure(vouchedFor.hash);
  const tips = [
    ...(refs.headHash === null ? [] : [refs.headHash]),
    ...refs.branches.map(({ hash }) => hash),
    ...refs.tags.map(({ commitHash }) => commitHash),
  ];
  // A tip that fits is looked at first, however many there are.
  const fitting = tips.filter((hash) => hash.startsWith(digits));
  const [head, ...rest] = tips;
  const found = await findCommits(content, head === undefined ? [] : [head, ...fitting, ...rest], digits);
  const { commits, isWhole } = found;
  const [only] = commits;
  if (only === undefined) return null;
  if (commits.length === 1 && isWhole) return sure(only.hash);
  return { kind: "unsure", digits, path, commits, isWhole };
}

/**
 * What the log says of it as a ref: an Artifacts that takes hashes in part answers with the one commit that it means. An answer
 * that does not begin so means something else.
 */
async function commitAtRef(repo: ContentRepo, digits: string): Promise<Commit | null> {
  const { result } = await callApi(z.array(commit), {
    path: logPath(connection().account, repo.namespace, repo.name),
    query: { ref: digits, limit: 1 },
  });
  const [first] = result;
  if (!first?.hash.startsWith(digits)) return null;
  keepCommit(repo, first);
  return first;
}
