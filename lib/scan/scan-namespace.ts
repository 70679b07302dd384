import "server-only";
import { ArtifactsError } from "@/lib/artifacts/artifacts-error";
import { getNamespace } from "@/lib/artifacts/namespaces";
import type { ScanCursor, ScanScope } from "@/lib/wire/scan-events";
import type { ScanOne } from "./scan-repo";
import type { ScanRun } from "./scan-run";
import { eachRepoFrom, headCommit, onlyCommit, type RepoOnPage } from "./scan-targets";

/** Failures of a call to Artifacts that say that this repo cannot be read while the others can. */
const passable = new Set<ArtifactsError["kind"]>([
  "not-found",
  "importing",
  "forking",
  "upstream",
  "conflict",
]);

/** The files of every repo's default branch. */
export async function scanNamespace(
  run: ScanRun,
  { namespace }: Extract<ScanScope, { kind: "namespace" }>,
  { after, onRepo }: { after: ScanCursor | null; onRepo(): void },
  scan: ScanOne,
): Promise<void> {
  const { emit, bulk, work, counts } = run;
  const { repo_count: reposTotal } = await getNamespace(namespace, work);
  emit({ type: "begun", commit: null, branches: 0, tags: 0, tipsLeftOut: 0, reposTotal });
  let resumed = after;

  const scanOnPage = async ({ page, repo: { name, id } }: RepoOnPage): Promise<void> => {
    const repo = { namespace, name, id };
    const earlier = resumed?.repos?.name === name ? resumed : null;
    const tip = earlier === null ? (await headCommit(repo, bulk, work))?.hash : earlier.tips[0];
    if (tip === undefined) {
      counts.repos += 1;
      return;
    }
    resumed = null;
    const position = earlier?.commits === 0 ? earlier.position : null;
    const from = { repos: { page, name }, tips: [tip], commits: 0, position };
    await scan({ repo, from, commits: onlyCommit(repo, tip, bulk) });
  };

  for await (const onPage of eachRepoFrom(namespace, after?.repos ?? null, bulk, work)) {
    const { name } = onPage.repo;
    run.repo = name;
    try {
      await scanOnPage(onPage);
    } catch (error) {
      if (work.aborted || !(error instanceof ArtifactsError) || !passable.has(error.kind)) throw error;
      counts.closedRepos += 1;
      const file = { reason: "closed-repo" as const, namespace, repo: name, commit: null, path: null };
      emit({ type: "left-out", file: { ...file, sizeBytes: null } });
    }
    if (run.pause !== null) return;
    onRepo();
  }
}
