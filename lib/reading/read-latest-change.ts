import "server-only";
import { ArtifactsError } from "@/lib/artifacts/artifacts-error";
import { lookLimits, readLastChanged } from "@/lib/history/last-changed";
import { setProvisional } from "@/lib/process/page-request";
import type { LastChanged } from "@/lib/wire/answers";
import type { OpenPath } from "./open-path";

/** The commit that last changed what stands at a path, as a walk through the history finds it. */
export interface LatestChange {
  /** As far as it was known at once. Null when it could not be read: the browser asks again, and shows why. */
  history: LastChanged | null;
  /** The directory that the walk follows, and the entry in it. */
  directory: string;
  entry: string;
  lookLimits: { commitsAtFirst: number; commitsMax: number };
}

/** Null at the root, where it is the ref's own commit, and where there is no commit. */
export async function readLatestChange({
  content,
  commit,
  path,
}: Pick<OpenPath, "content" | "commit" | "path">): Promise<LatestChange | null> {
  if (commit === null || path === "") return null;
  const end = path.lastIndexOf("/");
  const directory = path.slice(0, Math.max(0, end));
  const entry = path.slice(end + 1);
  const limits = { commits: lookLimits.commitsAtFirst, timeMs: lookLimits.pageMs, entry };
  const history = await readLastChanged(content, commit.hash, directory, limits).catch((error: unknown) => {
    if (error instanceof ArtifactsError) return null;
    throw error;
  });
  if (history === null || history.state === "looking") setProvisional();
  return { history, directory, entry, lookLimits };
}
