/** Runs once when the server starts. */
export async function register(): Promise<void> {
  // Next also builds this file for a runtime without processes, where the import must be left out.
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { revokeReadTokensOnExit } = await import("@/lib/artifacts/read-tokens");
    revokeReadTokensOnExit();
  }
}
