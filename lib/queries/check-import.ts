import { repoWithRemote } from "@/contract/repos";
import { type ImportProgress, readImportProgress } from "@/lib/imports/import-progress";
import type { ImportRecord } from "@/lib/imports/import-record";
import { apiRepoUrl } from "@/lib/routes";
import { ApiFailure } from "./api-failure";
import { callDashboard } from "./call-dashboard";

export type ImportState =
  | { state: "running"; progress: ImportProgress | null }
  | { state: "done" }
  | { state: "failed"; note: string };

/** A repo that was just begun may not be found everywhere yet. */
const settlesWithinMs = 15_000;

/** How an import stands. Throws `ApiFailure` where nothing can be said of it. */
export async function checkImport(
  { namespace, name, startedAtMs }: Pick<ImportRecord, "namespace" | "name" | "startedAtMs">,
  signal?: AbortSignal,
): Promise<ImportState> {
  try {
    const repo = await callDashboard(repoWithRemote, { url: apiRepoUrl(namespace, name), signal });
    return (repo.status ?? "ready") === "ready" ? { state: "done" } : { state: "running", progress: null };
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    if (error.kind === "importing" || error.kind === "forking") {
      return { state: "running", progress: readImportProgress(error.notes?.[0]) };
    }
    if (error.kind !== "not-found") throw error;
    if (error.notes !== undefined) return { state: "failed", note: error.notes.join(" ") };
    if (Date.now() - startedAtMs < settlesWithinMs) return { state: "running", progress: null };
    return {
      state: "failed",
      note: "The repo is gone: it was deleted, or its import failed. Artifacts does not say why.",
    };
  }
}
