import "server-only";
import { openRepo } from "@/lib/reading/open-repo";
import type { ScanCursor, ScanScope } from "@/lib/wire/scan-events";
import type { ScanOne } from "./scan-repo";
import type { ScanRun } from "./scan-run";
import { commitOfRef, onlyCommit } from "./scan-targets";

/** The files of a branch, a tag or a commit. */
export async function scanRef(
  { emit, bulk }: ScanRun,
  { namespace, repo: name, ref }: Extract<ScanScope, { kind: "ref" }>,
  after: ScanCursor | null,
  scan: ScanOne,
): Promise<void> {
  const { content: repo, refs } = await openRepo(namespace, name);
  const from = after ?? {
    repos: null,
    tips: [(await commitOfRef(repo, refs, ref)).hash],
    commits: 0,
    position: null,
  };
  const [tip] = from.tips;
  emit({
    type: "begun",
    commit: tip ?? null,
    branches: refs.branches.length,
    tags: refs.tags.length,
    tipsLeftOut: 0,
    reposTotal: null,
  });
  if (tip !== undefined) await scan({ repo, from, commits: onlyCommit(repo, tip, bulk) });
}
