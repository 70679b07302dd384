import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { failureOf } from "@/lib/queries/failure-words";
import { Page } from "./page";
import { PageFailure } from "./page-failure";

/**
 * A page from what `load` gives; where Artifacts fails, a 404 or a screen that says why and offers to try again. `what`
 * names the thing, as in "the repo". What is nobody's expected failure goes on up.
 */
export async function loadOrExplain(what: string, load: () => Promise<ReactNode>): Promise<ReactNode> {
  try {
    return await load();
  } catch (error) {
    const failure = failureOf(error);
    // A name whose import failed says so for a day: better than a plain 404.
    if (failure.kind === "not-found" && !failure.notes) notFound();
    if (failure.kind === "internal") throw error;
    return (
      <Page>
        <PageFailure failure={failure} what={what} />
      </Page>
    );
  }
}
