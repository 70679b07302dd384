import type { LastChanged } from "@/lib/wire/answers";
import { callDashboard } from "./call-dashboard";
import { lastChangedCheck } from "./last-changed-check";
import { shouldRetry } from "./should-retry";

/** What last changed the entries of a directory, as far as the server has come. Tries twice more what may pass by itself. */
export async function askLastChanged(url: string, signal: AbortSignal): Promise<LastChanged> {
  for (let failures = 0; ; failures += 1) {
    try {
      return await callDashboard(lastChangedCheck, { url, signal });
    } catch (error) {
      if (signal.aborted || !shouldRetry(failures, error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 1_000 * 2 ** failures));
    }
  }
}
