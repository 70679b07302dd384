/** Runs once when the server starts. */
export async function register(): Promise<void> {
  // Next also builds this file for a runtime without processes, where the import must be left out.
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { revokeReadTokensOnExit } = await import("@/lib/tokens/read-tokens");
    revokeReadTokensOnExit();
    const { keepContentLength } = await import("@/lib/http/keep-content-length");
    keepContentLength();
    const { letPagesSetStatus } = await import("@/lib/http/page-status");
    letPagesSetStatus();
    const { retryRevocationsForever } = await import("@/lib/tokens/retry-revocations");
    retryRevocationsForever();
    // Its thread takes a second to start, longer than the first file's reader should wait for colours.
    const { highlight } = await import("@/lib/highlight/highlight");
    void highlight({ owner: "", code: "const isWarm = true;", language: "typescript" });
  }
}
