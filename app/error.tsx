"use client";

import { Page } from "@/components/shell/page";
import { Failure } from "@/components/ui/failure";

/** For what no page expected. The cause is in the server's log, under the digest. */
export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <Page>
      <Failure
        isPage
        title="Something went wrong"
        advice={error.digest ? `The server’s log has the details under ${error.digest}.` : "Try again."}
        onRetry={reset}
      />
    </Page>
  );
}
