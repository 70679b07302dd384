import type { ReactNode } from "react";
import { keepTrail } from "@/lib/artifacts/call-trail";
import { setPageStatus } from "@/lib/http/page-status";
import { statusOfKind } from "@/lib/http/status-of-kind";
import { pageRequest } from "@/lib/process/page-request";
import { failureOf } from "@/lib/wire/describe-failure";
import { CallsOfPage } from "./calls-of-page";
import { LazyPageFailure } from "./lazy-page-failure";
import { Page } from "./page";

/**
 * A page from what `load` gives; where Artifacts fails, `missing` as a 404, or a screen that says why and offers to try again.
 * `what` names the thing, as in "the repo". An unexpected failure is thrown on. The 404 is drawn here: Next draws its own in
 * the browser, so that one sees an empty page without JavaScript.
 */
export async function loadOrExplain(
  what: string,
  load: () => Promise<ReactNode>,
  missing: ReactNode,
): Promise<ReactNode> {
  try {
    const content = await load();
    return (
      <>
        {content}
        <CallsOfPage told={toldCalls()} />
      </>
    );
  } catch (error) {
    const failure = failureOf(error);
    // A name whose import failed says so for a day: better than a plain 404.
    if (failure.kind === "not-found" && !failure.notes) {
      setPageStatus(404);
      return missing;
    }
    if (failure.kind === "internal") throw error;
    const status = statusOfKind[failure.kind];
    // A repo on its way is a page like another; what failed behind the dashboard must not look well to monitors and caches.
    if (status >= 500 || status === 429) setPageStatus(status);
    return (
      <Page>
        <LazyPageFailure failure={failure} what={what} />
        <CallsOfPage told={toldCalls()} />
      </Page>
    );
  }
}

const toldCalls = () => `${pageRequest()?.mark ?? "."}${keepTrail()}`;
